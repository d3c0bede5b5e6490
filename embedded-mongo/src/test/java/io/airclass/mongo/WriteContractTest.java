package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Inserts and writes in bulk, with what they answer when some fail. */
class WriteContractTest extends ContractTest {

    @Test
    void an_insert_without_an_id_gets_one() {
        var document = new Document("name", "王小明");
        pupils.insertOne(document);
        assertThat(document.get("_id")).isInstanceOf(ObjectId.class);
        assertThat(pupils.find().first()).isEqualTo(document);
    }

    @Test
    void an_id_may_be_of_any_type_but_an_array() {
        pupils.insertMany(List.of(
                new Document("_id", "s"),
                new Document("_id", 5L),
                new Document("_id", java.util.UUID.randomUUID()),
                new Document("_id", doc("{eventId: 'e', recipientId: 'r'}"))));
        assertThat(pupils.find(doc("{_id: {eventId: 'e', recipientId: 'r'}}")).first())
                .isNotNull();
        assertThat(pupils.find(doc("{_id: {recipientId: 'r', eventId: 'e'}}")).first())
                .isNull();
        assertThat(pupils.find(doc("{_id: 5.0}")).first()).isEqualTo(new Document("_id", 5L));
        assertRefused(53, () -> insert("{_id: [1]}"));
        assertRefused(11000, () -> insert("{_id: 5}"));
    }

    @Test
    void a_taken_id_is_refused_by_name() {
        insert("{_id: 1, n: 1}");
        var refusal = catchThrowableOfType(MongoWriteException.class, () -> pupils.insertOne(doc("{_id: 1, n: 2}")));
        assertThat(refusal.getError().getCode()).isEqualTo(11000);
        assertThat(refusal.getError().getMessage())
                .startsWith("E11000 duplicate key error collection: " + database.getName()
                        + ".pupils index: _id_ dup key:");
        assertThat(first()).containsEntry("n", 1);
    }

    @Test
    void insert_many_stops_at_the_first_error_when_ordered() {
        var failure = catchThrowableOfType(
                MongoBulkWriteException.class, () -> insert("{_id: 1}", "{_id: 2}", "{_id: 1}", "{_id: 3}"));
        assertThat(failure.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(2);
        assertThat(idsOf("{}")).containsExactly(1, 2);
        if (!server.shows(KnownDifference.INSERT_COUNTS_WHAT_WAS_REFUSED)) {
            assertThat(failure.getWriteResult().getInsertedCount()).isEqualTo(2);
        }
    }

    @Test
    void insert_many_goes_on_after_errors_when_unordered() {
        var failure = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> pupils.insertMany(
                        docs("{_id: 1}", "{_id: 1}", "{_id: 2}", "{_id: 2}", "{_id: 3}"),
                        new InsertManyOptions().ordered(false)));
        assertThat(failure.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1, 3);
        assertThat(failure.getWriteErrors()).extracting(BulkWriteError::getCode).containsOnly(11000);
        assertThat(idsOf("{}")).containsExactly(1, 2, 3);
        if (!server.shows(KnownDifference.INSERT_COUNTS_WHAT_WAS_REFUSED)) {
            assertThat(failure.getWriteResult().getInsertedCount()).isEqualTo(3);
        }
    }

    @Test
    void a_bulk_write_counts_each_kind() {
        insert("{_id: 1, n: 1}", "{_id: 2, n: 2}", "{_id: 3, n: 3}", "{_id: 4, n: 4}");
        List<WriteModel<Document>> writes = List.of(
                new InsertOneModel<>(doc("{_id: 5, n: 5}")),
                new UpdateOneModel<>(doc("{_id: 1}"), doc("{$inc: {n: 10}}")),
                new UpdateManyModel<>(doc("{n: {$gte: 4}}"), doc("{$set: {big: true}}")),
                new UpdateOneModel<>(doc("{_id: 9}"), doc("{$set: {n: 9}}"), new UpdateOptions().upsert(true)),
                new ReplaceOneModel<>(doc("{_id: 2}"), doc("{x: 1}")),
                new DeleteOneModel<>(doc("{_id: 3}")),
                new DeleteManyModel<>(doc("{big: true}")));
        var result = pupils.bulkWrite(writes);
        assertThat(result.getInsertedCount()).isEqualTo(1);
        assertThat(result.getMatchedCount()).isEqualTo(5);
        assertThat(result.getModifiedCount()).isEqualTo(5);
        assertThat(result.getUpserts()).singleElement().satisfies(upsert -> {
            assertThat(upsert.getIndex()).isEqualTo(3);
            assertThat(upsert.getId().asInt32().getValue()).isEqualTo(9);
        });
        assertThat(result.getDeletedCount()).isEqualTo(4);
        assertThat(idsOf("{}")).containsExactly(2, 9);
    }

    @Test
    void an_ordered_bulk_write_stops_at_an_error() {
        uniqueKeys();
        var failure = catchThrowableOfType(MongoBulkWriteException.class, () -> pupils.bulkWrite(keyMoves()));
        assertThat(failure.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .contains(1);
        boolean goesOn = server.shows(KnownDifference.UPDATES_GO_ON_AFTER_AN_ERROR);
        assertThat(idsOf("{k: 30}")).isEqualTo(goesOn ? List.of(3) : List.of());
        assertThat(first()).containsEntry("k", 10);
    }

    @Test
    void an_unordered_bulk_write_goes_on_after_an_error() {
        uniqueKeys();
        var failure = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> pupils.bulkWrite(keyMoves(), new BulkWriteOptions().ordered(false)));
        assertThat(failure.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1);
        assertThat(failure.getWriteErrors()).extracting(BulkWriteError::getCode).containsExactly(11000);
        assertThat(failure.getWriteResult().getModifiedCount()).isEqualTo(2);
        assertThat(idsOf("{k: 30}")).containsExactly(3);
        assertThat(idsOf("{k: 2}")).containsExactly(2);
    }

    private void uniqueKeys() {
        pupils.createIndex(doc("{k: 1}"), new IndexOptions().unique(true));
        insert("{_id: 1, k: 1}", "{_id: 2, k: 2}", "{_id: 3, k: 3}");
    }

    /** The second runs into the first. */
    private static List<WriteModel<Document>> keyMoves() {
        return List.of(
                new UpdateOneModel<>(doc("{_id: 1}"), doc("{$set: {k: 10}}")),
                new UpdateOneModel<>(doc("{_id: 2}"), doc("{$set: {k: 10}}")),
                new UpdateOneModel<>(doc("{_id: 3}"), doc("{$set: {k: 30}}")));
    }

    @Test
    void more_writes_than_one_command_takes_are_all_done() {
        var documents = IntStream.range(0, 2_500)
                .mapToObj(i -> new Document("_id", i).append("n", i % 7))
                .toList();
        pupils.insertMany(documents);
        assertThat(pupils.countDocuments()).isEqualTo(2_500);
        List<WriteModel<Document>> updates = IntStream.range(0, 2_500)
                .<WriteModel<Document>>mapToObj(
                        i -> new UpdateOneModel<>(new Document("_id", i), doc("{$inc: {n: 10}}")))
                .toList();
        assertThat(pupils.bulkWrite(updates, new BulkWriteOptions().ordered(false))
                        .getModifiedCount())
                .isEqualTo(2_500);
        assertThat(pupils.countDocuments(doc("{n: {$gte: 10}}"))).isEqualTo(2_500);
    }

    @Test
    void a_document_of_several_megabytes_comes_back_whole() {
        var text = "课".repeat(2_500_000);
        pupils.insertOne(new Document("_id", 1).append("text", text));
        assertThat(first()).containsEntry("text", text);
    }

    @Test
    void every_type_of_bson_that_airclass_writes_comes_back_as_written() {
        var document = new Document("_id", 1)
                .append("string", "文")
                .append("int", 1)
                .append("long", 1L)
                .append("double", 1.0)
                .append("bool", true)
                .append("null", null)
                .append("date", new java.util.Date(-1))
                .append("uuid", java.util.UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"))
                .append("oid", new ObjectId())
                .append("binary", new org.bson.types.Binary(new byte[] {0, -1, 127}))
                .append("array", List.of(1, "a", List.of(), new Document()))
                .append("document", new Document("", "empty name").append("b", new Document()));
        pupils.insertOne(document);
        assertThat(first()).isEqualTo(document);
        assertThat(first().keySet()).containsExactlyElementsOf(document.keySet());
    }
}
