package io.airclass.benchmarks.roster;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.airclass.benchmarks.Directories;
import io.airclass.benchmarks.GcLog;
import io.airclass.benchmarks.Server;
import io.airclass.contracts.Topics;
import io.airclass.kafka.EmbeddedKafkaMain;
import io.airclass.mongo.EmbeddedMongoMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

/** The roster service's jar with a database and a broker of its own, each a process, in an emptied directory. */
final class RosterSuite implements AutoCloseable {
    static final String ADMIN_PASSWORD = "First-2026-bench";

    /** Whose documents are published. */
    private static final Map<String, String> PUBLISHED = Map.of(
            "orgs", Topics.ROSTER_ORGS,
            "terms", Topics.ROSTER_TERMS,
            "classes", Topics.ROSTER_CLASSES,
            "people", Topics.ROSTER_PEOPLE);

    private static final Duration READY_MAX = Duration.ofMinutes(2);
    private static final Duration QUIET_MAX = Duration.ofMinutes(30);

    private final Path directory;
    private final Server database;
    private final Server broker;
    private final Server roster;
    private final MongoClient mongo;
    private final Admin kafka;

    private RosterSuite(Path directory, Server database, Server broker, Server roster, MongoClient mongo, Admin kafka) {
        this.directory = directory;
        this.database = database;
        this.broker = broker;
        this.roster = roster;
        this.mongo = mongo;
        this.kafka = kafka;
    }

    /**
     * @param jar of the roster service
     * @param settings of the service, besides those that make it run
     * @param flags of its JVM
     */
    static RosterSuite start(Path directory, Path jar, Map<String, String> settings, List<String> flags)
            throws IOException, InterruptedException, ExecutionException {
        Directories.empty(directory);
        var database = server("database", EmbeddedMongoMain.class, directory, "-Xmx512m");
        var broker = server("broker", EmbeddedKafkaMain.class, directory, "-Xmx128m");
        int port = Server.freePort();
        var environment = new LinkedHashMap<String, String>();
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("AIRCLASS_HTTP_PORT", String.valueOf(port));
        environment.put("AIRCLASS_MANAGEMENT_PORT", String.valueOf(Server.freePort()));
        environment.put("AIRCLASS_MONGODB_URI", "mongodb://127.0.0.1:" + database.port());
        environment.put("AIRCLASS_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + broker.port());
        environment.put("AIRCLASS_ISSUER_URI", "http://127.0.0.1:" + port);
        environment.put("AIRCLASS_FILES_URI", directory.resolve("files").toUri().toString());
        environment.put("AIRCLASS_BOOTSTRAP_PASSWORD", ADMIN_PASSWORD);
        environment.put("AIRCLASS_PERSONAL_KEYS", "b1:" + Base64.getEncoder().encodeToString(new byte[32]));
        environment.putAll(settings);
        var all = new ArrayList<>(List.of("-Xlog:gc:file=" + directory.resolve("roster-gc.log")));
        all.addAll(flags);
        var roster = Server.start(
                "roster",
                port,
                directory,
                List.of("-jar", jar.toAbsolutePath().toString()),
                environment,
                all.toArray(String[]::new));
        var suite = new RosterSuite(
                directory,
                database,
                broker,
                roster,
                MongoClients.create("mongodb://127.0.0.1:" + database.port()),
                Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + broker.port())));
        suite.awaitTopics();
        return suite;
    }

    /** The service makes them while it starts. */
    private void awaitTopics() throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + READY_MAX.toNanos();
        while (!kafka.listTopics().names().get().containsAll(PUBLISHED.values())) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("The service made no topics");
            }
            Thread.sleep(200);
        }
    }

    private static Server server(String name, Class<?> main, Path directory, String heap)
            throws IOException, InterruptedException {
        return Server.ofClassPath(name, main, directory, Map.of("MALLOC_ARENA_MAX", "2"), heap);
    }

    Server roster() {
        return roster;
    }

    Server database() {
        return database;
    }

    Server broker() {
        return broker;
    }

    MongoDatabase stored() {
        return mongo.getDatabase("airclass_roster");
    }

    /** What the heap held after the fullest of its collections. */
    long liveMegabytesMost() throws IOException {
        return GcLog.liveMegabytesMost(directory.resolve("roster-gc.log"));
    }

    /** How much of the roster has been published so far, once nothing waits any more. */
    long published() throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + QUIET_MAX.toNanos();
        while (isWaiting()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Events still wait to be published");
            }
            Thread.sleep(500);
        }
        var partitions = kafka.describeTopics(PUBLISHED.values()).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return kafka.listOffsets(partitions).all().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private boolean isWaiting() {
        return PUBLISHED.keySet().stream()
                .anyMatch(name -> stored().getCollection(name)
                                .find(Filters.gt("outboxAt", 0L))
                                .projection(new Document("_id", 1))
                                .first()
                        != null);
    }

    long databaseMegabytes() throws IOException {
        return Directories.megabytes(directory.resolve("database"));
    }

    @Override
    public void close() {
        mongo.close();
        kafka.close();
        roster.close();
        broker.close();
        database.close();
    }
}
