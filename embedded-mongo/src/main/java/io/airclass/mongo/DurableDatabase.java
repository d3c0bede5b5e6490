package io.airclass.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.airclass.mongo.DurableCollection.Query;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The commands of a database that the front end does not carry out as a MongoDB does, or that indexes are used for. */
final class DurableDatabase extends AbstractMongoDatabase<byte[]> {
    private final OrderedStore store;
    private final Catalog catalog;
    private final Cursors cursors;

    DurableDatabase(String name, CursorRegistry registry, Cursors cursors, OrderedStore store, Catalog catalog) {
        super(name, registry);
        this.cursors = cursors;
        this.store = store;
        this.catalog = catalog;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        return switch (command) {
            case "find" -> find(query);
            case "aggregate" -> aggregate(query, databases, oplog);
            case "explain" -> explain(query);
            case "insert" -> insert(query);
            case "update" -> update(channel, query, databases, oplog);
            case "delete" -> delete(query, oplog);
            case "findAndModify", "count", "distinct" -> {
                existing(query, command).ifPresent(collection -> checkHint(collection, query));
                yield super.handleCommand(channel, command, query, databases, oplog);
            }
            case "listCollections" ->
                filtered(super.handleCommand(channel, command, query, databases, oplog), query.get("filter"));
            case "createIndexes" -> createIndexes(query);
            case "dropIndexes" -> {
                existing(query, command)
                        .orElseThrow(() -> new MongoServerError(26, "NamespaceNotFound", "ns not found"))
                        .dropIndexes(query.get("index"));
                yield ok();
            }
            case "listIndexes" ->
                listIndexes(existing(query, command)
                        .orElseThrow(() -> new MongoServerError(
                                26, "NamespaceNotFound", "ns does not exist: " + namespace(query, command))));
            default -> super.handleCommand(channel, command, query, databases, oplog);
        };
    }

    // ---- reading

    private Document find(Document command) {
        var namespace = namespace(command, "find");
        var collection = existing(command, "find");
        if (collection.isEmpty()) {
            return cursors.answer(namespace, List.of());
        }
        var projection = (Document) command.get("projection");
        Function<Document, Document> fields = document -> Projections.apply(projection, document);
        int batchSize = number(command, "batchSize", Cursors.FIRST_BATCH);
        boolean single = Utils.isTrue(command.get("singleBatch"));
        try (var snapshot = collection.get().snapshot()) {
            var found = snapshot.find(query(command, "filter")).map(fields);
            return cursors.answer(namespace, found, batchSize, single);
        }
    }

    private static Query query(Document command, String filter) {
        return new Query(
                (Document) command.getOrDefault(filter, new Document()),
                (Document) command.get("sort"),
                number(command, "skip", 0),
                Math.abs(number(command, "limit", 0)),
                Optional.ofNullable(command.get("hint")));
    }

    private Document aggregate(Document command, DatabaseResolver databases, Oplog oplog) {
        var namespace = namespace(command, "aggregate");
        var collection = existing(command, "aggregate");
        var pipeline = Pipeline.of(command);
        if (collection.isEmpty()) {
            return cursors.answer(namespace, List.of());
        }
        var cursor = (Document) command.getOrDefault("cursor", new Document());
        try (var snapshot = collection.get().snapshot()) {
            var head = snapshot.find(pipeline.head());
            var result = new Stages(databases, this, collection.get(), oplog).run(pipeline.rest(), head);
            return cursors.answer(namespace, result, number(cursor, "batchSize", Cursors.FIRST_BATCH), false);
        }
    }

    private Document explain(Document command) {
        var explained = (Document) command.get("explain");
        var name = explained.keySet().iterator().next();
        var collection = existing(explained, name);
        boolean run = !"queryPlanner".equals(command.getOrDefault("verbosity", "allPlansExecution"));
        return Explain.of(namespace(explained, name), collection, name, explained, run);
    }

    // ---- writing

    private Document insert(Document command) {
        var collection = writable(command, "insert");
        return statements(command, "documents", (document, result) -> {
            collection.addDocument(document);
            result.add(1);
        });
    }

    /** Each statement by the front end's own command, which alone reads array filters; it would go on behind a failure. */
    private Document update(Channel channel, Document command, DatabaseResolver databases, Oplog oplog) {
        var collection = writable(command, "update");
        return statements(command, "updates", (update, result) -> {
            checkHint(collection, update);
            var one = new Document("update", command.get("update")).append("updates", List.of(update));
            result.add(super.handleCommand(channel, "update", one, databases, oplog));
        });
    }

    private Document delete(Document command, Oplog oplog) {
        var collection = existing(command, "delete");
        return statements(
                command,
                "deletes",
                (delete, result) -> collection.ifPresent(present -> {
                    checkHint(present, delete);
                    int limit = ((Number) delete.getOrDefault("limit", 0)).intValue();
                    result.add(present.deleteDocuments((Document) delete.get("q"), limit, oplog));
                }));
    }

    private interface Statement {
        void carryOut(Document statement, WriteResult result);
    }

    /** In their order; an ordered command ends at the first that fails. */
    private static Document statements(Document command, String name, Statement statement) {
        boolean ordered = !command.containsKey("ordered") || Utils.isTrue(command.get("ordered"));
        var result = new WriteResult(name.equals("updates"));
        for (Object each : (Iterable<?>) command.get(name)) {
            try {
                statement.carryOut((Document) each, result);
            } catch (MongoServerError e) {
                result.failed(e);
                if (ordered) {
                    break;
                }
            }
            result.next();
        }
        return result.toDocument();
    }

    // ---- collections and indexes

    private Document createIndexes(Document command) {
        var collection = writable(command, "createIndexes");
        int before = collection.getNumIndexes();
        var specs = new ArrayList<IndexSpec>();
        for (Object description : (Iterable<?>) command.get("indexes")) {
            specs.add(IndexSpec.of((Document) description));
        }
        for (IndexSpec spec : specs) {
            if (!isPrimaryKeyIndex(spec.keyPattern())) {
                collection.createIndex(spec);
            }
        }
        return ok().append("numIndexesBefore", before).append("numIndexesAfter", collection.getNumIndexes());
    }

    private Document listIndexes(DurableCollection collection) {
        return cursors.answer(
                collection.getFullName(),
                collection.indexSpecs().stream().map(IndexSpec::toDocument).toList());
    }

    /** The front end lists every collection, whatever the filter. */
    private Document filtered(Document answer, Object filter) {
        var all = (Collection<?>) ((Document) answer.get("cursor")).get("firstBatch");
        var matcher = new DefaultQueryMatcher();
        return cursors.answer(
                getDatabaseName() + ".$cmd.listCollections",
                all.stream()
                        .map(Document.class::cast)
                        .filter(each -> !(filter instanceof Document conditions) || matcher.matches(each, conditions))
                        .toList());
    }

    private static void checkHint(DurableCollection collection, Document statement) {
        if (statement.containsKey("hint")) {
            try (var snapshot = collection.snapshot()) {
                snapshot.plan(new Query(new Document(), null, 0, 0, Optional.ofNullable(statement.get("hint"))));
            }
        }
    }

    private DurableCollection writable(Document command, String name) {
        var collection = command.get(name).toString();
        if (collection.startsWith("system.")) {
            throw new MongoServerError(73, "InvalidNamespace", "cannot write to " + namespace(command, name));
        }
        return (DurableCollection) resolveOrCreateCollection(collection);
    }

    private Optional<DurableCollection> existing(Document command, String name) {
        return Optional.ofNullable(
                (DurableCollection) resolveCollection(command.get(name).toString(), false));
    }

    Stream<DurableCollection> collections() {
        return catalog.collectionsOf(getDatabaseName()).stream()
                .map(name -> (DurableCollection) resolveCollection(name, false))
                .filter(Objects::nonNull);
    }

    private String namespace(Document command, String name) {
        return getFullCollectionNamespace(command.get(name).toString());
    }

    private static int number(Document command, String name, int otherwise) {
        return command.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    private static Document ok() {
        return new Document("ok", 1.0);
    }

    @Override
    protected synchronized MongoCollection<byte[]> resolveOrCreateCollection(String name) {
        return super.resolveOrCreateCollection(name);
    }

    @Override
    public synchronized MongoCollection<byte[]> createCollectionOrThrowIfExists(
            String name, CollectionOptions options) {
        return super.createCollectionOrThrowIfExists(name, options);
    }

    @Override
    protected MongoCollection<byte[]> openOrCreateCollection(String name, CollectionOptions options) {
        return new DurableCollection(this, name, options, cursorRegistry, store, catalog);
    }

    /** The index of the ids is there from the beginning; the others come by {@code createIndexes}. */
    @Override
    protected void addIndex(Document description) {
        if (!isPrimaryKeyIndex((Document) description.get("key"))) {
            throw new IllegalStateException("Not by this way: " + description);
        }
    }

    @Override
    protected Index<byte[]> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        throw new IllegalStateException("Indexes are kept by the collections");
    }

    @Override
    protected int countIndexes() {
        return (int) collections().mapToLong(DurableCollection::getNumIndexes).sum();
    }

    @Override
    protected long getFileSize() {
        return store.fileBytes();
    }

    @Override
    protected long getStorageSize() {
        return store.fileBytes();
    }
}
