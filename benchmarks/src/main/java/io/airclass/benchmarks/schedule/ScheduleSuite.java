package io.airclass.benchmarks.schedule;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.airclass.benchmarks.Directories;
import io.airclass.benchmarks.GcLog;
import io.airclass.benchmarks.Options;
import io.airclass.benchmarks.Server;
import io.airclass.benchmarks.frame.FloorServer;
import io.airclass.kafka.EmbeddedKafkaMain;
import io.airclass.mongo.EmbeddedMongoMain;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The schedule service's jar with a database and a broker of its own, each a process, in an emptied directory.
 *
 * @param floor the least that a read or a command can cost here, with the same database and broker
 */
record ScheduleSuite(Path directory, Server database, Server broker, Server schedule, Server floor, MongoClient mongo)
        implements AutoCloseable {

    /** A provider of rooms that people make themselves: nothing outside is called. */
    static final String PROVIDER = "tencent";

    /** The service that was built. */
    static Path jar(Options options) throws IOException {
        if (options.path("--schedule-jar") != null) {
            return options.path("--schedule-jar");
        }
        try (var files = Files.list(Path.of("schedule-service/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("schedule-service-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("schedule-service is not built"));
        }
    }

    /** @param heap of the service, as {@code -Xmx} has it */
    static ScheduleSuite start(Path directory, Path jar, String heap) throws IOException, InterruptedException {
        Directories.empty(directory);
        var database = server("database", EmbeddedMongoMain.class, directory, "-Xmx512m");
        var broker = server("broker", EmbeddedKafkaMain.class, directory, "-Xmx128m");
        int port = Server.freePort();
        var schedule = Server.start(
                "schedule",
                port,
                directory,
                List.of("-jar", jar.toAbsolutePath().toString()),
                Map.of(
                        "MALLOC_ARENA_MAX",
                        "2",
                        "AIRCLASS_HTTP_PORT",
                        String.valueOf(port),
                        "AIRCLASS_MANAGEMENT_PORT",
                        String.valueOf(Server.freePort()),
                        "AIRCLASS_MONGODB_URI",
                        "mongodb://127.0.0.1:" + database.port(),
                        "AIRCLASS_KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + broker.port(),
                        "AIRCLASS_ISSUER_URI",
                        TestTokens.issuer(),
                        "AIRCLASS_FILES_URI",
                        directory.resolve("files").toUri().toString(),
                        "AIRCLASS_LIVE_LINKS",
                        PROVIDER + " 教APP备1100021号 meeting.tencent.com"),
                "-Xmx" + heap,
                "-Xlog:gc:file=" + gcLog(directory));
        var uri = "mongodb://127.0.0.1:" + database.port();
        FloorServer.fill(uri);
        return new ScheduleSuite(
                directory,
                database,
                broker,
                schedule,
                floor(directory, uri, "127.0.0.1:" + broker.port()),
                MongoClients.create(uri));
    }

    private static Server floor(Path directory, String uri, String brokers) throws IOException, InterruptedException {
        int port = Server.freePort();
        return Server.start(
                "floor",
                port,
                directory,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloorServer.class.getName(),
                        String.valueOf(port),
                        uri,
                        brokers,
                        "floor"),
                Map.of());
    }

    private static Path gcLog(Path directory) {
        return directory.resolve("schedule-gc.log");
    }

    /** How long the service has stood still so far for its collector. */
    Duration collected() throws IOException {
        return GcLog.paused(gcLog(directory));
    }

    private static Server server(String name, Class<?> main, Path directory, String heap)
            throws IOException, InterruptedException {
        return Server.ofClassPath(name, main, directory, Map.of("MALLOC_ARENA_MAX", "2"), heap);
    }

    MongoDatabase stored() {
        return mongo.getDatabase("airclass_schedule");
    }

    long databaseMegabytes() throws IOException {
        return Directories.megabytes(directory.resolve("database"));
    }

    @Override
    public void close() {
        mongo.close();
        floor.close();
        schedule.close();
        broker.close();
        database.close();
    }
}
