package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State, version and events in one conditional update; the relay finds, pulls and clears. */
class OutboxContractTest extends ContractTest {

    @BeforeEach
    void makeIndex() {
        pupils.createIndex(
                doc("{outboxAt: 1}"), new IndexOptions().name("outbox").sparse(true));
    }

    private long change(Object id, long version, String eventId, long at) {
        return pupils.updateOne(
                        new Document("_id", id).append("version", version),
                        new Document("$set", new Document("state", "SUBMITTED").append("outboxAt", at))
                                .append("$inc", new Document("version", 1L))
                                .append("$push", new Document("outbox", new Document("id", eventId))))
                .getMatchedCount();
    }

    private List<Document> waiting() {
        return pupils.find(doc("{outboxAt: {$gt: 0}}"))
                .sort(doc("{outboxAt: 1}"))
                .limit(100)
                .into(new ArrayList<>());
    }

    private void published(Object id, String eventId) {
        pupils.updateOne(
                new Document("_id", id), new Document("$pull", new Document("outbox", new Document("id", eventId))));
    }

    private void cleared(Object id) {
        pupils.updateOne(new Document("_id", id).append("outbox", doc("{$size: 0}")), doc("{$unset: {outboxAt: ''}}"));
    }

    @Test
    void an_event_is_written_with_its_state_and_swept_once() {
        insert(
                "{_id: 1, version: {$numberLong: '1'}, outbox: []}",
                "{_id: 2, version: {$numberLong: '1'}, outbox: []}");
        assertThat(waiting()).isEmpty();
        assertThat(change(1, 1L, "e1", 500)).isEqualTo(1);
        assertThat(change(1, 1L, "e2", 600)).as("a stale version").isZero();
        assertThat(waiting()).singleElement().satisfies(document -> assertThat(document)
                .isEqualTo(doc("{_id: 1, version: {$numberLong: '2'}, outbox: [{id: 'e1'}], state: 'SUBMITTED',"
                        + " outboxAt: {$numberLong: '500'}}")));
        published(1, "e1");
        cleared(1);
        assertThat(waiting()).isEmpty();
        assertThat(first()).doesNotContainKey("outboxAt").containsEntry("outbox", List.of());
    }

    @Test
    void an_event_that_comes_while_the_relay_works_is_not_forgotten() {
        insert("{_id: 1, version: {$numberLong: '1'}, outbox: []}");
        change(1, 1L, "e1", 500);
        published(1, "e1");
        change(1, 2L, "e2", 600);
        cleared(1);
        assertThat(waiting()).singleElement().satisfies(document -> assertThat(document.get("outbox"))
                .isEqualTo(docs("{id: 'e2'}")));
    }

    @Test
    void the_oldest_hundred_come_first() {
        pupils.insertMany(IntStream.range(0, 250)
                .mapToObj(i -> new Document("_id", i)
                        .append("version", 1L)
                        .append("outbox", List.of(new Document("id", "e" + i)))
                        .append("outboxAt", 1_000L - i))
                .toList());
        pupils.insertMany(IntStream.range(1_000, 1_500)
                .mapToObj(i -> new Document("_id", i).append("outbox", List.of()))
                .toList());
        var swept = new ArrayList<Object>();
        for (var batch = waiting(); !batch.isEmpty(); batch = waiting()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(100);
            for (var document : batch) {
                swept.add(document.get("_id"));
                published(document.get("_id"), "e" + document.get("_id"));
                cleared(document.get("_id"));
            }
        }
        assertThat(swept)
                .isEqualTo(
                        IntStream.range(0, 250).<Object>mapToObj(i -> 249 - i).toList());
    }
}
