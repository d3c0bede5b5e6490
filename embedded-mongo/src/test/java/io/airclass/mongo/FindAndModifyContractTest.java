package io.airclass.mongo;

import static com.mongodb.client.model.ReturnDocument.AFTER;
import static com.mongodb.client.model.ReturnDocument.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class FindAndModifyContractTest extends ContractTest {

    private Document change(String filter, String update, FindOneAndUpdateOptions options) {
        return pupils.findOneAndUpdate(doc(filter), doc(update), options);
    }

    private static FindOneAndUpdateOptions options() {
        return new FindOneAndUpdateOptions();
    }

    @Test
    void it_answers_the_document_before_or_after() {
        insert("{_id: 1, n: 1}");
        assertThat(change("{_id: 1}", "{$inc: {n: 1}}", options())).isEqualTo(doc("{_id: 1, n: 1}"));
        assertThat(change("{_id: 1}", "{$inc: {n: 1}}", options().returnDocument(BEFORE)))
                .isEqualTo(doc("{_id: 1, n: 2}"));
        assertThat(change("{_id: 1}", "{$inc: {n: 1}}", options().returnDocument(AFTER)))
                .isEqualTo(doc("{_id: 1, n: 4}"));
        assertThat(change("{_id: 9}", "{$inc: {n: 1}}", options().returnDocument(AFTER)))
                .isNull();
    }

    @Test
    void it_takes_the_first_by_its_sort() {
        insert("{_id: 1, at: 3}", "{_id: 2, at: 1}", "{_id: 3, at: 2}");
        var claim = options().sort(doc("{at: 1}")).returnDocument(AFTER);
        assertThat(change("{by: {$exists: false}}", "{$set: {by: 'a'}}", claim)).containsEntry("_id", 2);
        assertThat(change("{by: {$exists: false}}", "{$set: {by: 'b'}}", claim)).containsEntry("_id", 3);
    }

    @Test
    void it_answers_only_the_fields_asked_for() {
        insert("{_id: 1, n: 1, text: '很长'}");
        assertThat(change("{_id: 1}", "{$inc: {n: 1}}", options().projection(doc("{n: 1, _id: 0}"))))
                .isEqualTo(doc("{n: 1}"));
        assertThat(change(
                        "{_id: 1}",
                        "{$inc: {n: 1}}",
                        options().returnDocument(AFTER).projection(doc("{text: 0}"))))
                .isEqualTo(doc("{_id: 1, n: 3}"));
        assertThat(first()).isEqualTo(doc("{_id: 1, n: 3, text: '很长'}"));
    }

    @Test
    void it_inserts_when_told_to() {
        assertThat(change("{_id: 1, g: 7}", "{$inc: {n: 1}}", options().upsert(true)))
                .isNull();
        assertThat(first()).isEqualTo(doc("{_id: 1, g: 7, n: 1}"));
        assertThat(change(
                        "{_id: 2}",
                        "{$setOnInsert: {n: 5}}",
                        options().upsert(true).returnDocument(AFTER)))
                .isEqualTo(doc("{_id: 2, n: 5}"));
        assertThat(change(
                        "{_id: 2}",
                        "{$setOnInsert: {n: 6}}",
                        options().upsert(true).returnDocument(AFTER)))
                .isEqualTo(doc("{_id: 2, n: 5}"));
    }

    @Test
    void it_changes_elements_by_position_and_array_filter() {
        insert("{_id: 1, m: [{k: 'a', n: 1}, {k: 'b', n: 2}]}");
        assertThat(change(
                        "{_id: 1, 'm.k': 'b'}",
                        "{$set: {'m.$.n': 20}}",
                        options().returnDocument(AFTER)))
                .isEqualTo(doc("{_id: 1, m: [{k: 'a', n: 1}, {k: 'b', n: 20}]}"));
        assertThat(change(
                        "{_id: 1}",
                        "{$inc: {'m.$[x].n': 1}}",
                        options().returnDocument(AFTER).arrayFilters(docs("{'x.k': 'a'}"))))
                .isEqualTo(doc("{_id: 1, m: [{k: 'a', n: 2}, {k: 'b', n: 20}]}"));
    }

    @Test
    void it_replaces_and_deletes() {
        insert("{_id: 1, n: 1}", "{_id: 2, n: 2}");
        assertThat(pupils.findOneAndReplace(
                        doc("{n: 1}"), doc("{x: 1}"), new FindOneAndReplaceOptions().returnDocument(AFTER)))
                .isEqualTo(doc("{_id: 1, x: 1}"));
        assertThat(pupils.findOneAndDelete(doc("{}"), new FindOneAndDeleteOptions().sort(doc("{_id: -1}"))))
                .isEqualTo(doc("{_id: 2, n: 2}"));
        assertThat(idsOf("{}")).containsExactly(1);
        assertThat(pupils.findOneAndDelete(doc("{_id: 2}"))).isNull();
    }

    @Test
    void a_duplicate_key_is_refused_and_changes_nothing() {
        insert("{_id: 1, k: 1}", "{_id: 2, k: 2}");
        pupils.createIndex(doc("{k: 1}"), new com.mongodb.client.model.IndexOptions().unique(true));
        assertRefused(11000, () -> change("{_id: 1}", "{$set: {k: 2}}", options()));
        assertThat(first()).isEqualTo(doc("{_id: 1, k: 1}"));
    }

    @Test
    void its_answer_has_the_shape_of_mongodb() {
        insert("{_id: 1, n: 1}");
        var answer = run("{findAndModify: 'pupils', query: {_id: 1}, update: {$inc: {n: 1}}, new: true}");
        assertThat(answer.get("value")).isEqualTo(doc("{_id: 1, n: 2}"));
        assertThat(answer.get("lastErrorObject", Document.class))
                .containsEntry("n", 1)
                .containsEntry("updatedExisting", true);
        if (!server.shows(KnownDifference.FIND_AND_MODIFY_SAYS_NOTHING_OF_AN_UPSERT)) {
            var upsert = run("{findAndModify: 'pupils', query: {_id: 5}, update: {$inc: {n: 1}}, upsert: true}");
            assertThat(upsert.get("lastErrorObject", Document.class))
                    .isEqualTo(doc("{n: 1, updatedExisting: false, upserted: 5}"));
        }
    }
}
