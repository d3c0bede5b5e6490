package io.airclass.testkit;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What a real client asks of a real server. */
class DatabaseGuardTest {
    private static final DatabaseExceptions NONE = new DatabaseExceptions("");
    private static DatabaseGuard guard;
    private static MongoClient client;
    private static MongoCollection<Document> planted;

    @BeforeAll
    static void start() {
        guard = new DatabaseGuard(Infrastructure::mongodb); // not watched: its findings are this test's own
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(Infrastructure.mongodb()))
                .addCommandListener(guard)
                .build());
        planted = client.getDatabase("database_guard").getCollection("planted");
        all(planted.createIndex(Indexes.ascending("owner", "at")));
        all(planted.insertMany(List.of(
                new Document("_id", "a").append("owner", "王老师").append("at", 1),
                new Document("_id", "b").append("owner", "李老师").append("at", 2))));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @BeforeEach
    void forget() {
        guard.findings();
    }

    @Test
    void what_keeps_the_rules_passes() {
        all(planted.find(eq("_id", "a")));
        all(planted.find(eq("owner", "王老师")).sort(descending("at")).limit(9));
        all(planted.find().sort(ascending("_id")).limit(9));
        all(planted.updateOne(eq("_id", "a"), set("text", "甲")));
        all(planted.countDocuments(eq("owner", "王老师")));

        assertThatCode(() -> DatabaseGuardExtension.check(List.of(guard), NONE)).doesNotThrowAnyException();
    }

    @Test
    void what_breaks_a_rule_fails_the_test_and_is_told_once() {
        all(planted.updateMany(eq("owner", "王老师"), set("text", "甲")));
        all(planted.updateMany(eq("owner", "李老师"), set("text", "乙")));

        assertThatThrownBy(() -> DatabaseGuardExtension.check(List.of(guard), NONE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "not-permitted: updateMany", "no-id:", "in:   update planted {owner: string}", "王老师")
                .hasMessageNotContaining("李老师");
        assertThat(guard.findings()).isEmpty();
    }

    @Test
    void an_exception_that_is_named_excuses_it() {
        all(planted.find(regex("owner", "^王")));
        var named = new DatabaseExceptions("no-limit | find planted {owner: regular_expression} | planted");

        assertThatCode(() -> DatabaseGuardExtension.check(List.of(guard), named))
                .doesNotThrowAnyException();
        assertThat(named.unused()).isEmpty();
    }

    @Test
    void what_no_index_serves_is_found_in_every_test_that_asks_it() {
        for (int i = 0; i < 2; i++) {
            all(planted.find(gt("at", i)).limit(9));
            all(planted.countDocuments(eq("text", "甲")));
            all(planted.find(eq("owner", "王老师")).sort(ascending("text")).limit(9));

            assertThat(guard.findings())
                    .extracting(BrokenRule::rule, BrokenRule::statement)
                    .containsExactlyInAnyOrder(
                            tuple(DatabaseRule.NOT_INDEXED, "find planted {at: {$gt: int32}}"),
                            tuple(DatabaseRule.NOT_INDEXED, "aggregate planted {text: string}"),
                            tuple(DatabaseRule.SORTED_IN_MEMORY, "find planted {owner: string} sort {text: 1}"));
        }
    }

    @Test
    void a_collection_that_was_not_there_is_explained_when_it_is() {
        var later = client.getDatabase("database_guard").getCollection("later");
        all(later.find(eq("text", "甲")).limit(9));
        assertThat(guard.findings()).isEmpty();

        all(later.insertOne(new Document("_id", "a")));
        all(later.find(eq("text", "甲")).limit(9));
        assertThat(guard.findings()).extracting(BrokenRule::rule).containsExactly(DatabaseRule.NOT_INDEXED);
    }

    @Test
    void a_server_that_is_gone_explains_nothing_and_nothing_is_found() {
        var lost = new DatabaseGuard(() -> "mongodb://127.0.0.1:1");
        lost.started("database_guard", BsonDocument.parse("{find: 'planted', filter: {a: 1}, limit: 1}"));
        assertThat(lost.findings()).isEmpty();
    }

    private static void all(Publisher<?> asked) {
        Flux.from(asked).collectList().block();
    }
}
