package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class UpdateContractTest extends ContractTest {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    @Test
    void set_makes_and_changes_fields_at_any_depth() {
        insert("{_id: 1, name: '王小明'}");
        assertThat(updated("{$set: {name: '李雷', 'school.county': '晴隆县', n: 5}}"))
                .isEqualTo(doc("{_id: 1, name: '李雷', school: {county: '晴隆县'}, n: 5}"));
        assertThat(updated("{$set: {'school.county': null}}").get("school", Document.class))
                .containsEntry("county", null);
    }

    @Test
    void set_of_null_is_not_missing() {
        insert("{_id: 1}");
        assertThat(updated("{$set: {a: null}}")).isEqualTo(doc("{_id: 1, a: null}"));
        assertThat(updated("{$unset: {a: ''}}")).isEqualTo(doc("{_id: 1}"));
    }

    @Test
    void unset_takes_a_field_away_and_leaves_a_hole_in_an_array() {
        insert("{_id: 1, a: {b: 1, c: 2}, v: [1, 2, 3], d: 1}");
        assertThat(updated("{$unset: {'a.b': '', d: '', nothing: ''}}"))
                .isEqualTo(doc("{_id: 1, a: {c: 2}, v: [1, 2, 3]}"));
        assertThat(updated("{$unset: {'v.1': ''}}").getList("v", Integer.class)).isEqualTo(Arrays.asList(1, null, 3));
    }

    @Test
    void inc_and_mul_start_from_nothing_and_keep_the_wider_type() {
        insert("{_id: 1, n: 5}");
        assertThat(updated("{$inc: {n: 2, fresh: 3}}")).isEqualTo(doc("{_id: 1, n: 7, fresh: 3}"));
        assertThat(updated("{$inc: {n: {$numberLong: '1'}}}")).containsEntry("n", 8L);
        assertThat(updated("{$inc: {n: -0.5}}")).containsEntry("n", 7.5);
        assertThat(updated("{$mul: {n: 2, none: 4}}")).containsEntry("n", 15.0).containsEntry("none", 0);
        assertRefused(14, () -> updated("{$inc: {n: 'x'}}"));
        insert("{_id: 2, n: 'x'}");
        assertRefused(14, () -> update("{_id: 2}", "{$inc: {n: 1}}"));
    }

    @Test
    void an_int_that_overflows_becomes_a_long() {
        insert("{_id: 1, n: 2147483647}");
        assertThat(updated("{$inc: {n: 1}}")).containsEntry("n", 2147483648L);
    }

    @Test
    void min_and_max_change_only_toward_their_side() {
        insert("{_id: 1, low: 5, high: 5}");
        assertThat(updated("{$min: {low: 6}, $max: {high: 4}}")).isEqualTo(doc("{_id: 1, low: 5, high: 5}"));
        assertThat(updated("{$min: {low: 4, a: 1}, $max: {high: 6, b: 2}}"))
                .isEqualTo(doc("{_id: 1, low: 4, high: 6, a: 1, b: 2}"));
    }

    @Test
    void the_counts_tell_matched_from_modified() {
        insert("{_id: 1, n: 5}");
        var none = update("{_id: 9}", "{$set: {n: 1}}");
        assertThat(none.getMatchedCount()).isZero();
        var same = update("{_id: 1}", "{$set: {n: 5}}");
        assertThat(same.getMatchedCount()).isEqualTo(1);
        assertThat(same.getModifiedCount()).isZero();
        var changed = update("{_id: 1}", "{$set: {n: 6}}");
        assertThat(changed.getMatchedCount()).isEqualTo(1);
        assertThat(changed.getModifiedCount()).isEqualTo(1);
        assertThat(changed.getUpsertedId()).isNull();
    }

    @Test
    void update_one_changes_one_and_update_many_all() {
        insert("{_id: 1, g: 7}", "{_id: 2, g: 7}", "{_id: 3, g: 8}");
        assertThat(update("{g: 7}", "{$set: {seen: true}}").getModifiedCount()).isEqualTo(1);
        assertThat(pupils.updateMany(doc("{g: 7}"), doc("{$set: {seen: true}}")).getMatchedCount())
                .isEqualTo(2);
        assertThat(idsOf("{seen: true}")).containsExactly(1, 2);
    }

    @Test
    void an_update_whose_filter_holds_no_more_changes_nothing() {
        insert("{_id: 1, version: {$numberLong: '1'}}");
        assertThat(update("{_id: 1, version: 1}", "{$inc: {version: 1}}").getMatchedCount())
                .isEqualTo(1);
        assertThat(update("{_id: 1, version: 1}", "{$inc: {version: 1}}").getMatchedCount())
                .isZero();
        assertThat(first()).containsEntry("version", 2L);
    }

    @Test
    void an_upsert_takes_the_equalities_of_its_filter() {
        var result = pupils.updateOne(
                doc("{_id: 'p1', grade: 7, n: {$gt: 3}, $and: [{'school.county': '晴隆县'}]}"),
                doc("{$set: {name: '王小明'}, $setOnInsert: {born: 2013}, $inc: {visits: 1}}"),
                UPSERT);
        assertThat(result.getMatchedCount()).isZero();
        assertThat(result.getUpsertedId().asString().getValue()).isEqualTo("p1");
        assertThat(pupils.find().first())
                .isEqualTo(doc("{_id: 'p1', grade: 7, school: {county: '晴隆县'}, name: '王小明', born: 2013, visits: 1}"));
        pupils.updateOne(doc("{_id: 'p1'}"), doc("{$setOnInsert: {born: 1}, $inc: {visits: 1}}"), UPSERT);
        assertThat(pupils.find().first()).containsEntry("born", 2013).containsEntry("visits", 2);
    }

    @Test
    void an_upsert_makes_an_id_when_the_filter_has_none() {
        var result = pupils.updateOne(doc("{name: '李雷'}"), doc("{$set: {n: 1}}"), UPSERT);
        assertThat(result.getUpsertedId().isObjectId()).isTrue();
        assertThat(idsOf("{name: '李雷', n: 1}")).hasSize(1);
    }

    @Test
    void replace_keeps_the_id_and_nothing_else() {
        insert("{_id: 1, a: 1, b: 2}");
        assertThat(pupils.replaceOne(doc("{_id: 1}"), doc("{c: 3}")).getModifiedCount())
                .isEqualTo(1);
        assertThat(first()).isEqualTo(doc("{_id: 1, c: 3}"));
        assertThat(pupils.replaceOne(doc("{_id: 1}"), doc("{_id: 1, d: 4}")).getMatchedCount())
                .isEqualTo(1);
        assertThat(first()).isEqualTo(doc("{_id: 1, d: 4}"));
        assertRefused(66, () -> pupils.replaceOne(doc("{_id: 1}"), doc("{_id: 2}")));
        var upserted = pupils.replaceOne(doc("{_id: 7}"), doc("{a: 1}"), new ReplaceOptions().upsert(true));
        assertThat(upserted.getUpsertedId().asInt32().getValue()).isEqualTo(7);
        assertThat(idsOf("{a: 1}")).containsExactly(7);
    }

    @Test
    void the_id_cannot_change() {
        insert("{_id: 1}");
        assertRefused(66, () -> updated("{$set: {_id: 2}}"));
        assertRefused(66, () -> updated("{$unset: {_id: ''}}"));
        assertThat(updated("{$set: {_id: 1, a: 1}}")).isEqualTo(doc("{_id: 1, a: 1}"));
    }

    @Test
    void two_operators_on_one_path_conflict() {
        insert("{_id: 1, a: {b: 1}}");
        assertRefused(40, () -> updated("{$set: {a: 1}, $inc: {a: 1}}"));
        assertRefused(40, () -> updated("{$set: {a: 1}, $unset: {'a.b': ''}}"));
        assertThat(first()).isEqualTo(doc("{_id: 1, a: {b: 1}}"));
    }

    @Test
    void an_update_that_fails_changes_nothing() {
        insert("{_id: 1, n: 1, name: 'x'}");
        codeOf(() -> updated("{$set: {n: 5}, $push: {name: 1}}"));
        codeOf(() -> updated("{$set: {n: 5, 'name.first': 1}}"));
        assertThat(first()).isEqualTo(doc("{_id: 1, n: 1, name: 'x'}"));
    }

    @Test
    void an_unknown_update_operator_is_refused() {
        insert("{_id: 1}");
        assertRefusedAsUnknown(9, () -> updated("{$improve: {a: 1}}"));
    }

    @Test
    void delete_one_takes_one_and_delete_many_all() {
        insert("{_id: 1, g: 7}", "{_id: 2, g: 7}", "{_id: 3, g: 7}", "{_id: 4, g: 8}");
        assertThat(pupils.deleteOne(doc("{g: 7}")).getDeletedCount()).isEqualTo(1);
        assertThat(pupils.deleteOne(doc("{g: 9}")).getDeletedCount()).isZero();
        assertThat(pupils.deleteMany(doc("{g: 7}")).getDeletedCount()).isEqualTo(2);
        assertThat(idsOf("{}")).containsExactly(4);
        assertThat(pupils.deleteMany(doc("{}")).getDeletedCount()).isEqualTo(1);
    }

    @Test
    void a_deleted_id_may_come_again() {
        insert("{_id: 1, a: 1}");
        pupils.deleteOne(doc("{_id: 1}"));
        insert("{_id: 1, a: 2}");
        assertThat(first()).containsEntry("a", 2);
    }

    @Test
    void rename_moves_a_field() {
        insert("{_id: 1, old: 5}");
        assertThat(updated("{$rename: {old: 'fresh'}}")).isEqualTo(doc("{_id: 1, fresh: 5}"));
    }

    @Test
    void chinese_field_names_and_texts_come_back_as_written() {
        var text = "“课后服务”时间：17:30—18:30；补充说明\uD83D\uDE00𠮷";
        pupils.insertOne(new Document("_id", "高一（三）班").append("说明", text));
        pupils.updateOne(doc("{_id: '高一（三）班'}"), doc("{$set: {'统计.人数': 45}}"));
        var stored = pupils.find(new Document("说明", text)).first();
        assertThat(stored).containsEntry("_id", "高一（三）班").containsEntry("统计", new Document("人数", 45));
        assertThat(idsOf("{'统计.人数': {$gt: 44}}")).isEqualTo(List.of("高一（三）班"));
    }
}
