package io.airclass.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All databases in one store. A command that writes is answered when what it wrote is on disk. */
final class DurableBackend extends AbstractMongoBackend {
    private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);

    private static final Map<String, String> NAMES = Stream.of(
                    "find",
                    "insert",
                    "update",
                    "delete",
                    "findAndModify",
                    "aggregate",
                    "count",
                    "distinct",
                    "explain",
                    "create",
                    "createIndexes",
                    "dropIndexes",
                    "drop",
                    "listCollections",
                    "listIndexes",
                    "validate",
                    "collStats",
                    "dbStats")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    private static final Set<String> WRITING = Set.of(
            "insert",
            "update",
            "delete",
            "findAndModify",
            "aggregate",
            "create",
            "createIndexes",
            "dropIndexes",
            "drop",
            "dropDatabase");

    private final OrderedStore store;
    private final Catalog catalog;
    private final Cursors cursors;
    private final Map<String, DurableDatabase> databases = new ConcurrentHashMap<>();
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-housekeeping").factory());

    /** @param expiryEvery how often documents are looked for that have gone past their time */
    DurableBackend(OrderedStore store, Duration expiryEvery) {
        this.store = store;
        this.catalog = new Catalog(store);
        this.cursors = new Cursors(getCursorRegistry(), getClock());
        catalog.dropUnfinished();
        catalog.databaseNames().forEach(this::resolveDatabase);
        housekeeping.scheduleWithFixedDelay(
                this::keepHouse, expiryEvery.toMillis(), expiryEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void keepHouse() {
        try {
            cursors.sweep();
            databases.values().stream()
                    .flatMap(DurableDatabase::collections)
                    .forEach(collection ->
                            Expiry.expire(collection, store, getClock().instant()));
        } catch (RuntimeException e) {
            log.error("Expired documents were not removed; tried again later", e);
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return databases.computeIfAbsent(
                name, _ -> new DurableDatabase(name, getCursorRegistry(), cursors, store, catalog));
    }

    @Override
    protected Set<String> listDatabaseNames() {
        return new TreeSet<>(catalog.databaseNames());
    }

    @Override
    public void dropDatabase(String name) {
        super.dropDatabase(name);
        databases.remove(name);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        var name = NAMES.getOrDefault(command.toLowerCase(Locale.ROOT), command);
        var known = name.equals(command) ? query : renamed(query, command, name);
        CommandRules.check(name, known);
        var answer = name.equalsIgnoreCase("hello")
                ? hello(channel, database, known)
                : answer(channel, database, name, known);
        if (WRITING.contains(name)) {
            store.sync();
        }
        return answer;
    }

    private Document answer(Channel channel, String database, String command, Document query) {
        if (command.equalsIgnoreCase("renameCollection")) {
            throw Refusals.notSupported("the renaming of collections");
        }
        return super.handleCommand(channel, database, command, query);
    }

    private static Document renamed(Document query, String from, String to) {
        var renamed = new Document(to, query.get(from));
        query.forEach((name, value) -> {
            if (!name.equals(from)) {
                renamed.append(name, value);
            }
        });
        return renamed;
    }

    private Document hello(Channel channel, String database, Document query) {
        return super.handleCommand(channel, database, "isMaster", query)
                .append("helloOk", true)
                .append("isWritablePrimary", true);
    }

    /** An error is an answer, not a line in the log with the document in it; only what nobody thought of is logged. */
    @Override
    public Document handleMessage(MongoMessage message) {
        try {
            return super.handleMessage(message);
        } catch (MongoServerError e) {
            return error(e.getCode(), e.getCodeName(), e.getMessageWithoutErrorCode());
        } catch (MongoServerException e) {
            return error(8, "UnknownError", e.getMessageWithoutErrorCode());
        } catch (ClassCastException | IllegalArgumentException e) { // how the front end meets a value of a wrong type
            log.warn("The command {} is malformed: {}", name(message), e.toString());
            return error(2, "BadValue", "The command " + name(message) + " has a value of a wrong type");
        } catch (RuntimeException e) {
            log.error("The command {} failed", name(message), e);
            return error(1, "InternalError", "The command failed: " + e);
        }
    }

    private static String name(MongoMessage message) {
        return message.getDocument().keySet().iterator().next();
    }

    private static Document error(int code, String codeName, String message) {
        var error = new Document("ok", 0.0).append("errmsg", message).append("code", code);
        error.putIfNotNull("codeName", codeName);
        return error;
    }

    @Override
    public void close() {
        housekeeping.close();
        super.close();
        store.close();
    }
}
