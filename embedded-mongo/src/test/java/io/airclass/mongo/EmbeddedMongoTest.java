package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTest {

    @TempDir
    Path data;

    @Test
    void a_stale_version_changes_nothing_and_the_outbox_grows_in_the_same_update() {
        try (EmbeddedMongo database = EmbeddedMongo.startInMemory();
                MongoClient client = MongoClients.create(database.connectionString())) {
            MongoCollection<Document> classes = classes(client);
            classes.insertOne(
                    new Document("_id", "2026-七年级一班").append("version", 1L).append("outbox", List.of()));

            var update = Updates.combine(Updates.inc("version", 1L), Updates.push("outbox", new Document("id", "e1")));
            var atVersionOne = Filters.and(Filters.eq("_id", "2026-七年级一班"), Filters.eq("version", 1L));
            assertThat(classes.updateOne(atVersionOne, update).getMatchedCount())
                    .isEqualTo(1);
            assertThat(classes.updateOne(atVersionOne, update).getMatchedCount())
                    .isZero();

            Document stored = classes.find().first();
            assertThat(stored).containsEntry("version", 2L);
            assertThat(stored.getList("outbox", Document.class)).hasSize(1);
        }
    }

    @Test
    void documents_outlive_a_clean_restart() {
        try (EmbeddedMongo database = EmbeddedMongo.start(data, 0);
                MongoClient client = MongoClients.create(database.connectionString())) {
            classes(client).insertOne(new Document("_id", "c1").append("name", "高一（三）班"));
        }
        try (EmbeddedMongo database = EmbeddedMongo.start(data, 0);
                MongoClient client = MongoClients.create(database.connectionString())) {
            assertThat(classes(client).find().first()).containsEntry("name", "高一（三）班");
        }
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedMongo.start(data, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " is taken.");
        }
    }

    @Test
    void a_second_server_on_the_same_data_is_refused() {
        try (EmbeddedMongo first = EmbeddedMongo.start(data, 0)) {
            assertThat(first.connectionString()).startsWith("mongodb://127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedMongo.start(data, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Another process uses ");
        }
    }

    @Test
    void the_process_keeps_its_data_when_it_is_told_to_stop() throws Exception {
        Process first = process();
        try (MongoClient client = MongoClients.create(awaitReady(first))) {
            classes(client).insertOne(new Document("_id", "c1").append("name", "晴隆县第一中学"));
        }
        first.destroy();
        assertThat(first.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(first.exitValue()).as("ended by SIGTERM, not by an error").isEqualTo(143);

        Process second = process();
        try (MongoClient client = MongoClients.create(awaitReady(second))) {
            assertThat(classes(client).find().first()).containsEntry("name", "晴隆县第一中学");
        } finally {
            second.destroyForcibly();
        }
    }

    private static MongoCollection<Document> classes(MongoClient client) {
        return client.getDatabase("airclass-test").getCollection("classes");
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMongoMain.class.getName(),
                        "--port",
                        "0",
                        "--data",
                        data.toString())
                .redirectError(data.resolveSibling("database-errors.log").toFile())
                .start();
    }

    private static String awaitReady(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("Database is ready at ")) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return line.substring("Database is ready at ".length());
            }
        }
        throw new IOException(
                "The database ended with " + process.onExit().join().exitValue());
    }
}
