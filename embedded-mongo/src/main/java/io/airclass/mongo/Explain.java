package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.Document;
import io.airclass.mongo.DurableCollection.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The answer to {@code explain}, in MongoDB's shape as far as it says how documents are found. */
final class Explain {
    private Explain() {}

    /** @param run whether to carry the query out and count; nothing is changed by it */
    static Document of(
            String namespace, Optional<DurableCollection> collection, String name, Document command, boolean run) {
        var rest = name.equals("aggregate") ? Pipeline.of(command).rest() : List.<Document>of();
        var query = query(name, command);
        var plan = collection.map(found -> planned(found, query)).orElse(new Plan.Nothing());
        var winning = winning(plan, query, (Document) command.get("projection"));
        var explained = new Document(
                "queryPlanner",
                new Document("namespace", namespace)
                        .append("indexFilterSet", false)
                        .append("parsedQuery", query.filter())
                        .append("winningPlan", winning)
                        .append("rejectedPlans", List.of()));
        if (run) {
            explained.append("executionStats", executed(collection, query, winning));
        }
        if (!rest.isEmpty()) {
            var stages = new ArrayList<Document>();
            stages.add(new Document("$cursor", explained));
            stages.addAll(rest);
            explained = new Document("stages", stages);
        }
        return explained.append("ok", 1.0);
    }

    private static Plan planned(DurableCollection collection, Query query) {
        try (var snapshot = collection.snapshot()) {
            return snapshot.plan(query);
        }
    }

    private static Query query(String name, Document command) {
        return switch (name) {
            case "aggregate" -> Pipeline.of(command).head();
            case "update" -> statement(command.get("updates"), 1);
            case "delete" -> statement(command.get("deletes"), 0);
            case "findAndModify" -> query(command, "query", 1);
            case "count", "distinct" -> query(command, "query", 0);
            default -> query(command, "filter", 0);
        };
    }

    private static Query statement(Object statements, int limit) {
        var first = (Document) ((Collection<?>) statements).iterator().next();
        return query(first, "q", limit);
    }

    private static Query query(Document command, String filter, int limit) {
        return new Query(
                (Document) command.getOrDefault(filter, new Document()),
                (Document) command.get("sort"),
                command.get("skip") instanceof Number skip ? skip.intValue() : 0,
                command.get("limit") instanceof Number most ? Math.abs(most.intValue()) : limit,
                Optional.ofNullable(command.get("hint")));
    }

    private static Document winning(Plan plan, Query query, Document projection) {
        var stage = plan.describe();
        if (!query.filter().isEmpty() && !(plan instanceof Plan.Nothing)) {
            stage.append("filter", query.filter());
        }
        if (!plan.sorted() && query.sort() != null && !query.sort().isEmpty()) {
            stage = new Document("stage", "SORT")
                    .append("sortPattern", query.sort())
                    .append("inputStage", stage);
        }
        if (query.skip() > 0) {
            stage = new Document("stage", "SKIP")
                    .append("skipAmount", query.skip())
                    .append("inputStage", stage);
        }
        if (query.limit() > 0) {
            stage = new Document("stage", "LIMIT")
                    .append("limitAmount", query.limit())
                    .append("inputStage", stage);
        }
        if (projection != null && !projection.isEmpty()) {
            stage = new Document("stage", "PROJECTION_DEFAULT")
                    .append("transformBy", projection)
                    .append("inputStage", stage);
        }
        return stage;
    }

    private static Document executed(Optional<DurableCollection> collection, Query query, Document winning) {
        long start = System.nanoTime();
        long returned = 0;
        long keys = 0;
        long documents = 0;
        if (collection.isPresent()) {
            try (var snapshot = collection.get().snapshot()) {
                returned = snapshot.find(query).mapToLong(_ -> 1).sum();
                keys = snapshot.keysExamined();
                documents = snapshot.documentsExamined();
            }
        }
        return new Document("executionSuccess", true)
                .append("nReturned", returned)
                .append("executionTimeMillis", (System.nanoTime() - start) / 1_000_000)
                .append("totalKeysExamined", keys)
                .append("totalDocsExamined", documents)
                .append("executionStages", winning);
    }
}
