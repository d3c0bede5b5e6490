package io.airclass.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.bson.UuidRepresentation;

/** The servers that the contract holds for; each is started when it is first asked for and stops with the JVM. */
enum Server {
    /** mongo-java-server as it comes, in memory: it looks through every document, so it is the oracle for our indexes. */
    STOCK {
        @Override
        String start() {
            var server = new MongoServer(new MemoryBackend());
            server.bind();
            atExit(server::shutdownNow);
            return server.getConnectionString();
        }
    },
    IN_MEMORY {
        @Override
        String start() {
            var server = EmbeddedMongo.startInMemory();
            atExit(server::close);
            return server.connectionString();
        }
    },
    ON_DISK {
        @Override
        String start() {
            var directory = temporaryDirectory();
            var server = EmbeddedMongo.start(directory, 0);
            atExit(() -> {
                server.close();
                delete(directory);
            });
            return server.connectionString();
        }
    },
    /** Any MongoDB, named by the environment variable {@value #GIVEN_BY}. */
    GIVEN {
        @Override
        String start() {
            return System.getenv(GIVEN_BY);
        }
    };

    static final String GIVEN_BY = "AIRCLASS_MONGODB_URI";

    private MongoClient client;

    abstract String start();

    boolean isAvailable() {
        return this != GIVEN || System.getenv(GIVEN_BY) != null;
    }

    /** Ours, which must refuse what it cannot do; the stock server is not held to that, a real MongoDB can do it. */
    boolean isOurs() {
        return this == IN_MEMORY || this == ON_DISK;
    }

    boolean shows(KnownDifference difference) {
        return difference.isShownBy(this);
    }

    synchronized MongoClient client() {
        if (client == null) {
            client = connect(start());
        }
        return client;
    }

    /** A client that writes UUIDs as Airclass does. */
    static MongoClient connect(String uri) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .build());
    }

    private static void atExit(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop));
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("airclass-database");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
