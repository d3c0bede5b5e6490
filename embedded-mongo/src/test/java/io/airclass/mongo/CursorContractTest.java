package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoIterable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Results of more than one batch. */
class CursorContractTest extends ContractTest {

    private void insertNumbers(int count) {
        pupils.insertMany(IntStream.range(0, count)
                .mapToObj(i -> new Document("_id", i).append("n", i % 10))
                .toList());
    }

    private static List<Object> ids(MongoIterable<Document> found) {
        return found.map(d -> d.get("_id")).into(new ArrayList<>());
    }

    private static List<Object> numbers(int from, int to) {
        return IntStream.range(from, to).<Object>mapToObj(i -> i).toList();
    }

    private FindIterable<Document> inOrder() {
        return pupils.find().sort(doc("{_id: 1}"));
    }

    @Test
    void all_documents_come_with_and_without_a_batch_size() {
        insertNumbers(1_000);
        assertThat(ids(inOrder().batchSize(100))).isEqualTo(numbers(0, 1_000));
        assertThat(ids(inOrder())).isEqualTo(numbers(0, 1_000));
        assertThat(ids(pupils.find().batchSize(7))).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(ids(pupils.find())).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void the_hundred_and_second_document_is_not_lost() {
        for (int count : new int[] {100, 101, 102, 103}) {
            pupils.drop();
            insertNumbers(count);
            assertThat(ids(inOrder())).isEqualTo(numbers(0, count));
            assertThat(ids(pupils.aggregate(docs("{$sort: {_id: 1}}")))).isEqualTo(numbers(0, count));
        }
    }

    @Test
    void limits_hold_across_batches() {
        insertNumbers(500);
        assertThat(ids(inOrder().batchSize(100).limit(250))).isEqualTo(numbers(0, 250));
        assertThat(ids(inOrder().batchSize(100).limit(100))).isEqualTo(numbers(0, 100));
        assertThat(ids(inOrder().batchSize(10).skip(490))).isEqualTo(numbers(490, 500));
        assertThat(ids(inOrder().limit(3))).isEqualTo(numbers(0, 3));
        assertThat(ids(inOrder().limit(-3))).isEqualTo(numbers(0, 3));
    }

    @Test
    void aggregations_come_in_batches_too() {
        insertNumbers(1_000);
        assertThat(ids(pupils.aggregate(docs("{$sort: {_id: 1}}")).batchSize(100)))
                .isEqualTo(numbers(0, 1_000));
        assertThat(ids(pupils.aggregate(docs("{$match: {n: 3}}", "{$sort: {_id: 1}}"))))
                .hasSize(100);
    }

    @Test
    void a_cursor_goes_on_beside_writes() {
        insertNumbers(1_000);
        var seen = new HashSet<Object>();
        try (var cursor = inOrder().batchSize(50).iterator()) {
            for (int i = 0; i < 100; i++) {
                seen.add(cursor.next().get("_id"));
            }
            pupils.deleteMany(doc("{_id: {$gte: 900}}"));
            pupils.updateMany(doc("{}"), doc("{$inc: {n: 1}}"));
            cursor.forEachRemaining(
                    document -> assertThat(seen.add(document.get("_id"))).isTrue());
        }
        assertThat(seen).containsAll(numbers(0, 900));
    }

    @Test
    void a_reply_stays_under_the_limit_of_a_message_however_much_is_found() {
        if (server.shows(KnownDifference.REPLIES_OVER_48_MB_BREAK)) {
            return;
        }
        var text = "课".repeat(1_400_000);
        for (int i = 0; i < 13; i++) {
            pupils.insertOne(new Document("_id", i).append("text", text));
        }
        assertThat(ids(inOrder())).isEqualTo(numbers(0, 13));
        assertThat(ids(inOrder().batchSize(1_000))).isEqualTo(numbers(0, 13));
        assertThat(ids(pupils.aggregate(docs("{$sort: {_id: 1}}")))).isEqualTo(numbers(0, 13));
        assertThat(ids(pupils.aggregate(docs("{$match: {_id: {$gte: 0}}}")).batchSize(13)))
                .hasSize(13);
    }

    @Test
    void a_first_batch_of_none_opens_a_cursor() {
        insertNumbers(5);
        if (server.shows(KnownDifference.A_FIRST_BATCH_OF_NONE_IS_EVERYTHING)) {
            return;
        }
        var cursor = run("{find: 'pupils', batchSize: 0}").get("cursor", Document.class);
        assertThat(cursor.getList("firstBatch", Document.class)).isEmpty();
        var more = database.runCommand(new Document("getMore", cursor.getLong("id")).append("collection", "pupils"));
        assertThat(more.get("cursor", Document.class).getList("nextBatch", Document.class))
                .hasSize(5);
        assertThat(more.get("cursor", Document.class).getLong("id")).isZero();
    }

    @Test
    void a_killed_cursor_is_gone() {
        insertNumbers(200);
        var cursor = run("{find: 'pupils', batchSize: 10}").get("cursor", Document.class);
        long id = cursor.getLong("id");
        assertThat(id).isNotZero();
        var killed = database.runCommand(new Document("killCursors", "pupils").append("cursors", List.of(id)));
        assertThat(killed.getList("cursorsKilled", Long.class)).containsExactly(id);
        assertRefused(43, () -> database.runCommand(new Document("getMore", id).append("collection", "pupils")));
    }

    @Test
    void an_exhausted_cursor_is_closed_by_the_server() {
        insertNumbers(150);
        long before = openCursors();
        assertThat(ids(pupils.find().batchSize(20))).hasSize(150);
        assertThat(openCursors()).isEqualTo(before);
    }

    private long openCursors() {
        var metrics = database.runCommand(doc("{serverStatus: 1}")).get("metrics", Document.class);
        return ((Number) metrics.get("cursor", Document.class)
                        .get("open", Document.class)
                        .get("total"))
                .longValue();
    }
}
