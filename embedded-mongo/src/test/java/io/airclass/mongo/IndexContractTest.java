package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class IndexContractTest extends ContractTest {

    private String index(String keys, IndexOptions options) {
        return pupils.createIndex(doc(keys), options);
    }

    private static IndexOptions unique() {
        return new IndexOptions().unique(true);
    }

    private List<Object> indexNames() {
        return pupils.listIndexes().map(i -> i.get("name")).into(new ArrayList<>());
    }

    private Document indexNamed(String name) {
        return pupils.listIndexes().into(new ArrayList<>()).stream()
                .filter(index -> name.equals(index.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void indexes_are_named_by_their_keys_or_as_told() {
        assertThat(index("{a: 1}", new IndexOptions())).isEqualTo("a_1");
        assertThat(index("{a: 1, 'b.c': -1}", new IndexOptions())).isEqualTo("a_1_b.c_-1");
        assertThat(index("{d: 1}", new IndexOptions().name("by-d"))).isEqualTo("by-d");
        assertThat(indexNames()).containsExactlyInAnyOrder("_id_", "a_1", "a_1_b.c_-1", "by-d");
        assertThat(indexNamed("a_1_b.c_-1").get("key")).isEqualTo(doc("{a: 1, 'b.c': -1}"));
    }

    @Test
    void listed_indexes_tell_their_options() {
        index("{a: 1}", unique());
        index("{b: 1}", new IndexOptions().sparse(true));
        index("{c: 1}", new IndexOptions().partialFilterExpression(doc("{done: false}")));
        index("{at: 1}", new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        assertThat(indexNamed("_id_").get("key")).isEqualTo(doc("{_id: 1}"));
        assertThat(indexNamed("a_1")).containsEntry("unique", true).containsEntry("v", 2);
        assertThat(indexNamed("b_1")).containsEntry("sparse", true).doesNotContainKey("unique");
        assertThat(indexNamed("c_1")).containsEntry("partialFilterExpression", doc("{done: false}"));
        assertThat(((Number) indexNamed("at_1").get("expireAfterSeconds")).longValue())
                .isEqualTo(60);
    }

    @Test
    void creating_an_index_again_changes_nothing() {
        var both = List.of(new IndexModel(doc("{a: 1}"), unique()), new IndexModel(doc("{b: 1, c: -1}")));
        assertThat(pupils.createIndexes(both)).containsExactly("a_1", "b_1_c_-1");
        assertThat(pupils.createIndexes(both)).containsExactly("a_1", "b_1_c_-1");
        assertThat(indexNames()).containsExactlyInAnyOrder("_id_", "a_1", "b_1_c_-1");
    }

    @Test
    void the_same_name_with_other_keys_or_options_is_refused() {
        if (server.shows(KnownDifference.INDEX_CONFLICTS_PASS)) {
            return; // it takes both and then cannot drop the collection
        }
        index("{a: 1}", new IndexOptions().name("by-a"));
        assertRefused(86, () -> index("{b: 1}", new IndexOptions().name("by-a")));
        assertRefused(86, () -> index("{a: 1}", unique().name("by-a")));
        assertRefused(86, () -> index("{a: 1}", new IndexOptions().name("by-a").sparse(true)));
        assertRefused(85, () -> index("{a: 1}", new IndexOptions().name("another-name")));
        assertThat(indexNames()).containsExactlyInAnyOrder("_id_", "by-a");
    }

    @Test
    void a_unique_index_refuses_a_second_of_a_key() {
        index("{k: 1}", unique());
        insert("{_id: 1, k: 'a'}", "{_id: 2, k: 'b'}");
        assertRefused(11000, () -> insert("{_id: 3, k: 'a'}"));
        assertRefused(11000, () -> update("{_id: 2}", "{$set: {k: 'a'}}"));
        assertRefused(11000, () -> pupils.replaceOne(doc("{_id: 2}"), doc("{k: 'a'}")));
        assertRefused(
                11000,
                () -> pupils.updateOne(doc("{_id: 9}"), doc("{$set: {k: 'a'}}"), new UpdateOptions().upsert(true)));
        assertThat(idsOf("{k: 'a'}")).containsExactly(1);
        assertThat(idsOf("{}")).containsExactly(1, 2);
        update("{_id: 1}", "{$set: {k: 'c'}}");
        insert("{_id: 3, k: 'a'}");
        pupils.deleteOne(doc("{_id: 2}"));
        insert("{_id: 4, k: 'b'}");
        assertThat(idsOf("{k: {$in: ['a', 'b', 'c']}}")).containsExactly(1, 3, 4);
    }

    @Test
    void keys_are_equal_across_number_types() {
        index("{k: 1}", unique());
        pupils.insertOne(new Document("_id", 1).append("k", 5));
        assertRefused(11000, () -> pupils.insertOne(new Document("_id", 2).append("k", 5L)));
        assertRefused(11000, () -> pupils.insertOne(new Document("_id", 2).append("k", 5.0)));
        pupils.insertOne(new Document("_id", 2).append("k", 5.5));
        assertThat(pupils.countDocuments(new Document("k", 5.0))).isEqualTo(1);
    }

    @Test
    void a_unique_index_takes_missing_and_null_as_one_key() {
        index("{k: 1}", unique());
        insert("{_id: 1}");
        assertRefused(11000, () -> insert("{_id: 2}"));
        assertRefused(11000, () -> insert("{_id: 2, k: null}"));
    }

    @Test
    void a_sparse_unique_index_lets_the_key_be_missing_often() {
        index("{k: 1}", unique().sparse(true));
        insert("{_id: 1}", "{_id: 2}", "{_id: 3, k: 'a'}");
        assertRefused(11000, () -> insert("{_id: 4, k: 'a'}"));
        assertThat(idsOf("{}")).containsExactly(1, 2, 3);
        assertThat(idsOf("{k: null}")).containsExactly(1, 2);
        update("{_id: 3}", "{$unset: {k: ''}}");
        insert("{_id: 4, k: 'a'}");
        assertThat(idsOf("{k: {$exists: true}}")).containsExactly(4);
    }

    @Test
    void a_compound_unique_index_looks_at_all_its_fields() {
        index("{a: 1, b: -1}", unique());
        insert("{_id: 1, a: 1, b: 1}", "{_id: 2, a: 1, b: 2}", "{_id: 3, a: 2, b: 1}");
        assertRefused(11000, () -> insert("{_id: 4, a: 1, b: 2}"));
        assertRefused(11000, () -> update("{_id: 1}", "{$inc: {b: 1}}"));
        insert("{_id: 5, a: 1}");
        assertRefused(11000, () -> insert("{_id: 6, a: 1, b: null}"));
    }

    @Test
    void a_unique_index_over_an_array_holds_between_documents_only() {
        index("{t: 1}", unique());
        insert("{_id: 1, t: ['a', 'b']}");
        assertRefused(11000, () -> insert("{_id: 2, t: 'b'}"));
        assertRefused(11000, () -> insert("{_id: 2, t: ['c', 'a']}"));
        insert("{_id: 2, t: ['c', 'c']}");
        update("{_id: 1}", "{$pull: {t: 'b'}}");
        insert("{_id: 3, t: ['b']}");
        assertThat(idsOf("{t: 'b'}")).containsExactly(3);
    }

    @Test
    void a_partial_unique_index_binds_only_what_its_filter_matches() {
        index("{k: 1}", unique().partialFilterExpression(doc("{active: true}")));
        insert("{_id: 1, k: 'a', active: true}");
        if (server.shows(KnownDifference.PARTIAL_INDEXES_ARE_WHOLE)) {
            assertRefused(11000, () -> insert("{_id: 2, k: 'a', active: false}"));
            return;
        }
        insert("{_id: 2, k: 'a', active: false}", "{_id: 3, k: 'a'}");
        assertRefused(11000, () -> insert("{_id: 4, k: 'a', active: true}"));
        assertRefused(11000, () -> update("{_id: 2}", "{$set: {active: true}}"));
        update("{_id: 1}", "{$set: {active: false}}");
        update("{_id: 2}", "{$set: {active: true}}");
        assertThat(idsOf("{k: 'a'}")).containsExactly(1, 2, 3);
        assertThat(idsOf("{k: 'a', active: true}")).containsExactly(2);
    }

    @Test
    void a_unique_index_is_not_built_over_duplicates() {
        insert("{_id: 1, k: 'a'}", "{_id: 2, k: 'b'}", "{_id: 3, k: 'a'}");
        if (server.shows(KnownDifference.A_UNIQUE_INDEX_IS_BUILT_OVER_DUPLICATES)) {
            codeOf(() -> index("{k: 1}", unique()));
            return;
        }
        assertRefused(11000, () -> index("{k: 1}", unique()));
        assertThat(indexNames()).containsExactly("_id_");
        insert("{_id: 4, k: 'a'}");
        assertThat(idsOf("{k: 'a'}")).containsExactly(1, 3, 4);
    }

    @Test
    void an_index_finds_what_was_there_before_it() {
        insert("{_id: 1, k: 'a'}", "{_id: 2, k: 'b'}", "{_id: 3}");
        index("{k: 1}", new IndexOptions());
        assertThat(idsOf("{k: 'b'}")).containsExactly(2);
        assertThat(idsOf("{k: null}")).containsExactly(3);
        assertThat(sortedBy("{k: -1}")).containsExactly(2, 1, 3);
    }

    @Test
    void two_arrays_in_one_compound_index_are_refused() {
        index("{a: 1, b: 1}", new IndexOptions());
        insert("{_id: 1, a: [1, 2], b: 3}", "{_id: 2, a: 1, b: [3, 4]}");
        if (server.shows(KnownDifference.SECONDARY_INDEXES_ARE_EMPTY)) {
            insert("{_id: 3, a: [1], b: [2]}");
            return;
        }
        assertRefused(171, () -> insert("{_id: 3, a: [1], b: [2]}"));
        assertRefused(171, () -> update("{_id: 1}", "{$set: {b: [1]}}"));
        assertThat(first()).isEqualTo(doc("{_id: 1, a: [1, 2], b: 3}"));
        assertThat(idsOf("{a: 2, b: 3}")).containsExactly(1);
    }

    @Test
    void an_index_is_dropped_by_name_or_keys() {
        index("{a: 1}", unique());
        index("{b: 1}", new IndexOptions());
        index("{c: 1}", new IndexOptions());
        insert("{_id: 1, a: 1}");
        pupils.dropIndex("a_1");
        insert("{_id: 2, a: 1}");
        pupils.dropIndex(doc("{b: 1}"));
        assertThat(indexNames()).containsExactly("_id_", "c_1");
        pupils.dropIndexes();
        assertThat(indexNames()).containsExactly("_id_");
        assertRefused(27, () -> pupils.dropIndex("none"));
        assertThat(idsOf("{a: 1}")).containsExactly(1, 2);
    }

    @Test
    void the_index_of_ids_cannot_be_dropped() {
        insert("{_id: 1}");
        if (!server.shows(KnownDifference.THE_INDEX_OF_IDS_CAN_BE_DROPPED)) {
            assertRefused(72, () -> pupils.dropIndex("_id_"));
            assertRefused(11000, () -> insert("{_id: 1}"));
        }
    }

    @Test
    void a_dropped_collection_takes_its_indexes_along() {
        index("{k: 1}", unique());
        insert("{_id: 1, k: 1}");
        pupils.drop();
        assertThat(database.listCollectionNames().into(new ArrayList<>())).isEmpty();
        insert("{_id: 1, k: 1}", "{_id: 2, k: 1}");
        assertThat(indexNames()).containsExactly("_id_");
        assertThat(idsOf("{k: 1}")).containsExactly(1, 2);
    }

    @Test
    void a_dropped_database_is_empty_and_can_be_used_again() {
        index("{k: 1}", unique());
        insert("{_id: 1, k: 1}");
        database.getCollection("others").insertOne(doc("{_id: 1}"));
        database.drop();
        assertThat(database.listCollectionNames().into(new ArrayList<>())).isEmpty();
        assertThat(idsOf("{}")).isEmpty();
        insert("{_id: 1, k: 1}", "{_id: 2, k: 1}");
        assertThat(idsOf("{k: 1}")).containsExactly(1, 2);
    }

    @Test
    void indexes_of_two_collections_do_not_mix() {
        var others = database.getCollection("others");
        index("{k: 1}", unique());
        others.createIndex(doc("{k: 1}"));
        insert("{_id: 1, k: 1}");
        others.insertMany(docs("{_id: 1, k: 1}", "{_id: 2, k: 1}"));
        assertThat(others.countDocuments(doc("{k: 1}"))).isEqualTo(2);
        assertThat(pupils.countDocuments(doc("{k: 1}"))).isEqualTo(1);
        if (!server.shows(KnownDifference.AN_INDEX_IS_DROPPED_FROM_EVERY_COLLECTION)) {
            pupils.dropIndex("k_1");
            assertThat(others.listIndexes().into(new ArrayList<>())).hasSize(2);
        }
    }

    @Test
    void embedded_and_chinese_fields_can_be_indexed() {
        index("{'学校.县': 1}", new IndexOptions());
        index("{'m.k': 1}", unique());
        insert("{_id: 1, 学校: {县: '晴隆县'}, m: [{k: 1}, {k: 2}]}", "{_id: 2, 学校: {县: '兴仁市'}, m: [{k: 3}]}");
        assertThat(idsOf("{'学校.县': '晴隆县'}")).containsExactly(1);
        assertThat(idsOf("{'m.k': 3}")).containsExactly(2);
        assertRefused(11000, () -> insert("{_id: 3, m: {k: 2}}"));
    }
}
