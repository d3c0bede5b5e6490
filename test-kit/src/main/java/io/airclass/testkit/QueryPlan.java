package io.airclass.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * How a server would look for something: the names of the stages of the plan that {@code explain} says has won, wherever
 * the server's version nests them.
 */
record QueryPlan(Set<String> stages) {

    static QueryPlan of(BsonDocument explained) {
        var stages = new LinkedHashSet<String>();
        var planner = explained.getDocument("queryPlanner", new BsonDocument());
        collect(planner.getDocument("winningPlan", new BsonDocument()), stages);
        return new QueryPlan(stages);
    }

    private static void collect(BsonValue part, Set<String> stages) {
        switch (part) {
            case BsonDocument document -> {
                if (document.get("stage") instanceof BsonString stage) {
                    stages.add(stage.getValue());
                }
                document.values().forEach(value -> collect(value, stages));
            }
            case BsonArray array -> array.forEach(value -> collect(value, stages));
            default -> {}
        }
    }

    /** What the plan breaks: it must reach each document through an index, and find them in the order asked for. */
    List<DatabaseRule> broken() {
        var broken = new ArrayList<DatabaseRule>();
        if (stages.contains("COLLSCAN")) {
            broken.add(DatabaseRule.NOT_INDEXED);
        }
        if (stages.contains("SORT")) {
            broken.add(DatabaseRule.SORTED_IN_MEMORY);
        }
        if (stages.isEmpty()) {
            broken.add(DatabaseRule.NOT_EXPLAINED);
        }
        return broken;
    }
}
