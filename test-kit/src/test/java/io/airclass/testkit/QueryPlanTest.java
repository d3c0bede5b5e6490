package io.airclass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryPlanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{stage: 'IDHACK'}",
                "{stage: 'FETCH', inputStage: {stage: 'IXSCAN', indexName: 'byOwner', keyPattern: {owner: 1}}}",
                "{stage: 'LIMIT', inputStage: {stage: 'FETCH', inputStage: {stage: 'SORT_MERGE', inputStages: [{stage: 'IXSCAN'}, {stage: 'IXSCAN'}]}}}",
                "{queryPlan: {stage: 'FETCH', inputStage: {stage: 'IXSCAN'}}, slotBasedPlan: {stages: '…'}}"
            })
    void a_plan_that_an_index_serves_is_good(String winning) {
        assertThat(plan(winning).broken(asking("{owner: 'a'}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {stage: 'COLLSCAN'}                                                                            | NOT_INDEXED
            {stage: 'OR', inputStages: [{stage: 'IXSCAN'}, {stage: 'FETCH', inputStage: {stage: 'COLLSCAN'}}]} | NOT_INDEXED
            {stage: 'SINGLE_SHARD', shards: [{winningPlan: {stage: 'COLLSCAN'}}]}                          | NOT_INDEXED
            {queryPlan: {stage: 'COLLSCAN'}, slotBasedPlan: {}}                                            | NOT_INDEXED
            {stage: 'SORT', inputStage: {stage: 'FETCH', inputStage: {stage: 'IXSCAN'}}}                   | SORTED_IN_MEMORY
            {}                                                                                             | NOT_EXPLAINED
            """)
    void a_plan_that_reads_all_or_sorts_in_memory_is_not(String winning, DatabaseRule rule) {
        assertThat(plan(winning).broken(asking("{owner: 'a'}"))).containsExactly(rule);
    }

    @Test
    void an_index_that_is_read_from_end_to_end_for_its_order_serves_no_filter() {
        var byTime = plan("{stage: 'FETCH', inputStage: {stage: 'IXSCAN', keyPattern: {at: 1, owner: 1}}}");

        assertThat(byTime.broken(asking("{}"))).isEmpty();
        assertThat(byTime.broken(asking("{'$and': [{at: {'$gt': 1}}, {owner: 'a'}]}")))
                .isEmpty();
        assertThat(byTime.broken(asking("{owner: 'a'}"))).containsExactly(DatabaseRule.NOT_INDEXED);
    }

    private static Statement asking(String filter) {
        return new Statement("find", "notes", BsonDocument.parse(filter), null, null);
    }

    private static QueryPlan plan(String winning) {
        return QueryPlan.of(BsonDocument.parse("""
                {queryPlanner: {winningPlan: %s, rejectedPlans: [{stage: 'COLLSCAN'}]}, ok: 1}""".formatted(winning)));
    }
}
