package io.airclass.testkit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import reactor.core.publisher.Mono;

/**
 * Watches what one client asks the database, and tells what breaks a {@link DatabaseRule}: at once what shows in the
 * command itself, and after asking the server to explain, once for each shape, what no index serves.
 */
public final class DatabaseGuard implements CommandListener {
    private final Supplier<String> server;
    private final Map<String, BrokenRule> broken = new ConcurrentHashMap<>();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Map<String, List<BrokenRule>> explained = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> questions = new ConcurrentHashMap<>();

    private record Asked(String database, Statement statement, String command) {
        BrokenRule breaks(DatabaseRule rule, String what) {
            return new BrokenRule(rule, what, statement.shape(), command);
        }
    }

    DatabaseGuard(Supplier<String> server) {
        this.server = server;
    }

    /**
     * A guard for one client, whose findings fail the test that is running.
     *
     * @param server connection string of the server that is to explain
     */
    public static DatabaseGuard watch(Supplier<String> server) {
        var guard = new DatabaseGuard(server);
        DatabaseGuardExtension.watch(guard);
        return guard;
    }

    /** How many commands a collection got until now. */
    public long questions(String collection) {
        return questions.getOrDefault(collection, new LongAdder()).sum();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        try {
            started(event.getDatabaseName(), event.getCommand());
        } catch (RuntimeException unforeseen) { // the driver would swallow it, and the guard would sleep
            var name = event.getCommandName();
            put(new BrokenRule(DatabaseRule.NOT_PERMITTED, "not understood: " + unforeseen, name, name));
        }
    }

    void started(String database, BsonDocument command) {
        PermittedCommands.broken(command).forEach(this::put);
        var statements = Statement.of(command);
        if (!statements.isEmpty()) {
            questions
                    .computeIfAbsent(statements.getFirst().collection(), _ -> new LongAdder())
                    .increment();
        }
        for (var statement : statements) {
            var shape = statement.shape();
            if (statement.filter() != null && !asked.containsKey(shape)) {
                asked.put(shape, new Asked(database, statement.copy(), BrokenRule.json(command)));
            }
        }
    }

    private void put(BrokenRule one) {
        broken.putIfAbsent(one.rule() + one.what() + one.statement(), one);
    }

    /** What was found since the last time, each once. */
    List<BrokenRule> findings() {
        var all = new ArrayList<>(taken(broken).values());
        var shapes = taken(asked);
        explain(shapes);
        shapes.keySet().forEach(shape -> all.addAll(explained.getOrDefault(shape, List.of())));
        return all;
    }

    private static <T> Map<String, T> taken(Map<String, T> gathered) {
        var taken = new LinkedHashMap<>(gathered);
        gathered.keySet().removeAll(taken.keySet());
        return taken;
    }

    private void explain(Map<String, Asked> shapes) {
        var unknown = new LinkedHashMap<>(shapes);
        unknown.keySet().removeAll(explained.keySet());
        if (unknown.isEmpty()) {
            return;
        }
        try (var client = client()) {
            unknown.forEach((shape, one) -> explain(client, one).ifPresent(found -> explained.put(shape, found)));
        } catch (MongoSocketException | MongoTimeoutException serverGone) {
            // it was stopped by the test; what is asked again will be explained then
        }
    }

    private MongoClient client() {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server.get()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(1, TimeUnit.SECONDS))
                .timeout(10, TimeUnit.SECONDS)
                .build());
    }

    /** Empty where there is nothing to look for yet, which says nothing about later. */
    private static Optional<List<BrokenRule>> explain(MongoClient client, Asked asked) {
        try {
            var explained = Mono.from(client.getDatabase(asked.database())
                            .runCommand(asked.statement().explain(), BsonDocument.class))
                    .block();
            var plan = QueryPlan.of(explained);
            return plan.looksForNothing()
                    ? Optional.empty()
                    : Optional.of(plan.broken(asked.statement()).stream()
                            .map(rule -> asked.breaks(rule, "planned as " + plan))
                            .toList());
        } catch (MongoSocketException | MongoTimeoutException serverGone) {
            throw serverGone;
        } catch (MongoException refused) {
            return Optional.of(List.of(asked.breaks(DatabaseRule.NOT_EXPLAINED, refused.getMessage())));
        }
    }
}
