package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What drivers and health checks ask besides documents. */
class CommandContractTest extends ContractTest {

    @Test
    void ping_is_answered() {
        assertThat(((Number) run("{ping: 1}").get("ok")).doubleValue()).isEqualTo(1.0);
        assertThat(((Number) server.client()
                                .getDatabase("admin")
                                .runCommand(doc("{ping: 1}"))
                                .get("ok"))
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void build_info_tells_a_version() {
        assertThat(run("{buildInfo: 1}").getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(run("{buildInfo: 1}").getList("versionArray", Integer.class)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void server_status_tells_its_uptime_and_connections() {
        var status = server.client().getDatabase("admin").runCommand(doc("{serverStatus: 1}"));
        assertThat(((Number) status.get("uptime")).doubleValue()).isNotNegative();
        assertThat(((Number) status.get("connections", Document.class).get("current")).intValue())
                .isPositive();
        assertThat(status.getString("version")).isEqualTo(run("{buildInfo: 1}").getString("version"));
    }

    @Test
    void hello_says_that_writes_are_welcome_and_how_large_they_may_be() {
        if (server.shows(KnownDifference.HELLO_IS_NOT_KNOWN)) {
            assertRefused(59, () -> run("{hello: 1}"));
            return;
        }
        var hello = run("{hello: 1}");
        assertThat(hello.getBoolean("isWritablePrimary")).isTrue();
        assertThat(hello)
                .containsEntry("maxBsonObjectSize", 16 * 1024 * 1024)
                .containsEntry("maxMessageSizeBytes", 48_000_000);
        assertThat(hello.getInteger("maxWriteBatchSize")).isGreaterThanOrEqualTo(1_000);
        assertThat(hello.getInteger("maxWireVersion")).isGreaterThanOrEqualTo(8);
        assertThat(hello.get("localTime")).isInstanceOf(java.util.Date.class);
    }

    @Test
    void an_unknown_command_is_refused() {
        assertRefused(59, () -> run("{doEverything: 1}"));
    }

    @Test
    void collections_are_made_by_the_first_insert_or_by_command_and_listed() {
        pupils.insertOne(doc("{_id: 1}"));
        database.createCollection("作业");
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactlyInAnyOrder("pupils", "作业");
        assertRefused(48, () -> database.createCollection("pupils"));
    }

    @Test
    void databases_with_documents_are_listed() {
        pupils.insertOne(doc("{_id: 1}"));
        assertThat(server.client().listDatabaseNames().into(new ArrayList<>())).contains(database.getName());
    }

    @Test
    void dropping_what_is_not_there_is_no_error() {
        database.getCollection("none").drop();
        database.drop();
        assertThat(database.listCollectionNames().into(new ArrayList<>())).isEmpty();
    }

    @Test
    void two_databases_are_apart() {
        pupils.insertOne(doc("{_id: 1}"));
        var other = server.client().getDatabase(database.getName() + "_other");
        try {
            assertThat(other.getCollection("pupils").countDocuments()).isZero();
            other.getCollection("pupils").insertOne(doc("{_id: 1, other: true}"));
            assertThat(first()).isEqualTo(doc("{_id: 1}"));
        } finally {
            other.drop();
        }
    }

    @Test
    void a_collection_is_renamed_with_its_indexes() {
        var newName = new com.mongodb.MongoNamespace(database.getName(), "graduates");
        pupils.insertOne(doc("{_id: 1, k: 1}"));
        pupils.createIndex(doc("{k: 1}"));
        if (server.isOurs()) {
            assertRefused(NOT_SUPPORTED, () -> pupils.renameCollection(newName));
            return;
        }
        pupils.renameCollection(newName);
        var graduates = database.getCollection("graduates");
        assertThat(graduates.find(doc("{k: 1}")).into(new ArrayList<>())).hasSize(1);
        assertThat(graduates.listIndexes().into(new ArrayList<>())).hasSize(2);
        assertThat(pupils.countDocuments()).isZero();
    }

    @Test
    void validate_counts_documents_and_keys() {
        pupils.createIndex(doc("{t: 1}"));
        insert("{_id: 1, t: ['a', 'b']}", "{_id: 2, t: 'c'}", "{_id: 3}");
        var report = run("{validate: 'pupils', full: true}");
        assertThat(report).containsEntry("valid", true).containsEntry("errors", List.of());
        assertThat(((Number) report.get("nrecords")).longValue()).isEqualTo(3);
        var keys = report.get("keysPerIndex", Document.class);
        assertThat(((Number) keys.get("_id_")).longValue()).isEqualTo(3);
        if (!server.shows(KnownDifference.SECONDARY_INDEXES_ARE_EMPTY)) {
            assertThat(((Number) keys.get("t_1")).longValue()).isEqualTo(4);
        }
    }
}
