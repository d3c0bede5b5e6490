package io.airclass.mongo;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** What {@code explain} says of a command, read as MongoDB writes it. */
record Explained(Document answer) {

    static Explained of(MongoDatabase database, Document command) {
        return of(database, command, "executionStats");
    }

    static Explained of(MongoDatabase database, Document command, String verbosity) {
        return new Explained(database.runCommand(new Document("explain", command).append("verbosity", verbosity)));
    }

    /** The stages of the winning plan, outermost first; of an OR or a merge of sorts, all its branches in their order. */
    List<Document> stages() {
        var stages = new ArrayList<Document>();
        collect(answer.get("queryPlanner", Document.class).get("winningPlan", Document.class), stages);
        return stages;
    }

    private static void collect(Document stage, List<Document> into) {
        if (stage == null) {
            return;
        }
        into.add(stage);
        collect(stage.get("inputStage", Document.class), into);
        for (var branch : stage.getList("inputStages", Document.class, List.of())) {
            collect(branch, into);
        }
    }

    List<String> stageNames() {
        return stages().stream().map(stage -> stage.getString("stage")).toList();
    }

    /** The names of the indexes that are looked into. */
    List<String> indexes() {
        return stages().stream()
                .filter(stage -> "IXSCAN".equals(stage.getString("stage")))
                .map(stage -> stage.getString("indexName"))
                .toList();
    }

    boolean sortsInMemory() {
        return stageNames().contains("SORT");
    }

    boolean scansAll() {
        return stageNames().contains("COLLSCAN");
    }

    long documentsExamined() {
        return statistic("totalDocsExamined");
    }

    long keysExamined() {
        return statistic("totalKeysExamined");
    }

    long returned() {
        return statistic("nReturned");
    }

    private long statistic(String name) {
        return ((Number) answer.get("executionStats", Document.class).get(name)).longValue();
    }
}
