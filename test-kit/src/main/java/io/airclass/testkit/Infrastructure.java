package io.airclass.testkit;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.airclass.kafka.EmbeddedKafka;
import io.airclass.kit.store.Database;
import io.airclass.mongo.EmbeddedMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * One broker and one in-memory database for all tests of a JVM, started when first asked for. Real servers are used
 * instead where {@code AIRCLASS_MONGODB_URI} or {@code AIRCLASS_KAFKA_BOOTSTRAP_SERVERS} name them.
 */
public final class Infrastructure {
    private static final Deque<Runnable> AT_THE_END = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> AT_THE_END.forEach(Runnable::run)));
    }

    private Infrastructure() {}

    private static final class Mongo {
        static final String URI = fromEnvironmentOr("AIRCLASS_MONGODB_URI", Mongo::start);

        private static String start() {
            var server = EmbeddedMongo.startInMemory();
            AT_THE_END.addFirst(server::close);
            return server.connectionString();
        }
    }

    private static final class Unguarded {
        static final MongoClient CLIENT = MongoClients.create(mongodb());
    }

    private static final class Kafka {
        static final String SERVERS = fromEnvironmentOr("AIRCLASS_KAFKA_BOOTSTRAP_SERVERS", Kafka::start);

        private static String start() {
            var server = EmbeddedKafka.start(temporaryDirectory("airclass-kafka"), 0);
            AT_THE_END.addFirst(server::close);
            return server.bootstrapServers();
        }
    }

    /** The same database for what a test itself plants or looks up: no {@link DatabaseGuard} sees it. */
    public static MongoDatabase unguarded(Database database) {
        return Unguarded.CLIENT.getDatabase(database.driver().getName());
    }

    /** Connection string without a database. */
    public static String mongodb() {
        return Mongo.URI;
    }

    public static String kafka() {
        return Kafka.SERVERS;
    }

    /** A new directory that is removed with its content when the JVM ends. */
    public static Path temporaryDirectory(String prefix) {
        try {
            var directory = Files.createTempDirectory(prefix);
            AT_THE_END.addLast(() -> delete(directory));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (var tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException leftToTheSystem) {
            directory.toFile().deleteOnExit();
        }
    }

    private static String fromEnvironmentOr(String name, Supplier<String> start) {
        var set = System.getenv(name);
        return set == null || set.isBlank() ? start.get() : set;
    }
}
