package io.airclass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void the_shape_of_a_find_has_types_for_values_and_keeps_the_order_it_is_asked_in() {
        assertThat(
                        shapes(
                                "{find: 'notes', filter: {owner: '王老师', at: {'$in': [1, 2, 'x']}}, sort: {at: -1, _id: -1}, limit: 5}"))
                .containsExactly("find notes {owner: string, at: {$in: [int32, string, …]}} sort {at: -1, _id: -1}");
        assertThat(
                        shapes(
                                "{find: 'notes', filter: {owner: '李老师', at: {'$in': ['y', 3, 4, 5]}}, sort: {at: -1, _id: -1}}"))
                .containsExactly("find notes {owner: string, at: {$in: [int32, string, …]}} sort {at: -1, _id: -1}");
        assertThat(shapes("{find: 'notes', filter: {at: {'$in': [1]}}}"))
                .containsExactly("find notes {at: {$in: [int32]}}");
        assertThat(shapes("{find: 'notes', filter: {}, hint: 'byOwner'}"))
                .containsExactly("find notes {} hint byOwner");
    }

    @Test
    void each_update_and_each_delete_of_a_bulk_write_is_a_statement() {
        assertThat(shapes("{update: 'notes', updates: [{q: {_id: 'a'}, u: {}}, {q: {_id: 'a', version: 3}, u: {}}]}"))
                .containsExactly("update notes {_id: string}", "update notes {_id: string, version: int32}");
        assertThat(shapes("{delete: 'notes', deletes: [{q: {_id: 'a'}, limit: 1}]}"))
                .containsExactly("delete notes {_id: string}");
        assertThat(shapes("{findAndModify: 'notes', query: {_id: 'a'}, sort: {at: 1}, update: {}}"))
                .containsExactly("findAndModify notes {_id: string} sort {at: 1}");
    }

    @Test
    void the_head_of_a_pipeline_is_planned_like_a_find_and_so_is_what_a_look_up_reads() {
        assertThat(shapes("""
                {aggregate: 'notes', pipeline: [
                  {'$match': {owner: 'a'}}, {'$match': {at: 1}}, {'$sort': {at: 1}}, {'$match': {later: 1}},
                  {'$lookup': {from: 'people', localField: 'owner', foreignField: 'name', as: 'owners'}}]}"""))
                .containsExactly(
                        "aggregate notes {$and: [{at: int32}, {owner: string}]} sort {at: 1}",
                        "$lookup people {name: string}");
        assertThat(shapes("{aggregate: 'notes', pipeline: [{'$group': {_id: '$a'}}]}"))
                .containsExactly("aggregate notes {}");
    }

    @Test
    void what_looks_for_nothing_is_not_explained() {
        assertThat(Statement.of(BsonDocument.parse("{insert: 'notes', documents: [{_id: 'a'}]}")))
                .singleElement()
                .returns(null, Statement::filter)
                .returns("insert notes", Statement::shape);
    }

    @Test
    void every_statement_is_explained_as_a_find() {
        var update =
                BsonDocument.parse("{findAndModify: 'notes', query: {_id: 'a'}, sort: {at: 1}, hint: 'x', update: {}}");
        assertThat(Statement.of(update).getFirst().explain()).isEqualTo(BsonDocument.parse("""
                        {explain: {find: 'notes', filter: {_id: 'a'}, sort: {at: 1}, hint: 'x'}, verbosity: 'queryPlanner'}"""));
    }

    private static java.util.List<String> shapes(String command) {
        return Statement.of(BsonDocument.parse(command)).stream()
                .map(Statement::shape)
                .toList();
    }
}
