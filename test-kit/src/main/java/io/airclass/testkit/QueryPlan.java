package io.airclass.testkit;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * How a server would look for something: the stages of the plan that {@code explain} says has won, wherever the server's
 * version nests them.
 */
record QueryPlan(List<Stage> stages) {

    /** @param key the first field of the index that it reads; null where it reads none */
    record Stage(String name, String key) {
        @Override
        public String toString() {
            return key == null ? name : name + " by " + key;
        }
    }

    static QueryPlan of(BsonDocument explained) {
        var stages = new ArrayList<Stage>();
        var planner = explained.getDocument("queryPlanner", new BsonDocument());
        collect(planner.getDocument("winningPlan", new BsonDocument()), stages);
        return new QueryPlan(stages);
    }

    private static void collect(BsonValue part, List<Stage> stages) {
        switch (part) {
            case BsonDocument document -> {
                if (document.get("stage") instanceof BsonString stage) {
                    var keys = document.getDocument("keyPattern", new BsonDocument());
                    stages.add(new Stage(stage.getValue(), keys.isEmpty() ? null : keys.getFirstKey()));
                }
                document.values().forEach(value -> collect(value, stages));
            }
            case BsonArray array -> array.forEach(value -> collect(value, stages));
            default -> {}
        }
    }

    /**
     * What the plan breaks: it must reach each document through an index, and find them in the order asked for. To read an
     * index from end to end because it has the order is no better than to read every document, if there is a filter.
     */
    List<DatabaseRule> broken(Statement statement) {
        var broken = new ArrayList<DatabaseRule>();
        if (has("COLLSCAN")
                || (!statement.fields().isEmpty() && stages.stream().anyMatch(stage -> isWhole(stage, statement)))) {
            broken.add(DatabaseRule.NOT_INDEXED);
        }
        if (has("SORT")) {
            broken.add(DatabaseRule.SORTED_IN_MEMORY);
        }
        if (stages.isEmpty()) {
            broken.add(DatabaseRule.NOT_EXPLAINED);
        }
        return broken;
    }

    /** Whether there is no such collection, or the filter contradicts itself. */
    boolean looksForNothing() {
        return has("EOF");
    }

    private boolean has(String name) {
        return stages.stream().anyMatch(stage -> stage.name().equals(name));
    }

    private static boolean isWhole(Stage stage, Statement statement) {
        return stage.key() != null && !statement.fields().contains(stage.key());
    }

    @Override
    public String toString() {
        return stages.toString();
    }
}
