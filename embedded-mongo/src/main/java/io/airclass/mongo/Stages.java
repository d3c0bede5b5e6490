package io.airclass.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.airclass.mongo.DurableCollection.Query;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The stages of an aggregation: by the front end where it does as MongoDB does, all that compare or compute by ourselves. */
record Stages(DatabaseResolver databases, MongoDatabase database, DurableCollection collection, Oplog oplog) {
    private static final int FAILED_TO_PARSE = 9;
    private static final int NOT_LAST = 40601;

    Stream<Document> run(List<Document> stages, Stream<Document> documents) {
        for (Document stage : stages) {
            if (stage.containsKey("$merge") && stage != stages.getLast()) {
                throw new MongoServerError(NOT_LAST, "$merge can only be the final stage in the pipeline");
            }
        }
        var result = documents;
        for (Document stage : stages) {
            result = run(stage, result);
        }
        return result;
    }

    private Stream<Document> run(Document stage, Stream<Document> documents) {
        var name = stage.keySet().iterator().next();
        var body = stage.get(name);
        return switch (name) {
            case "$match" -> documents.filter(Filters.matching((Document) body));
            case "$project" -> documents.map(Reshape.project((Document) body));
            case "$addFields" -> documents.map(Reshape.addFields((Document) body));
            case "$replaceRoot" -> documents.map(document -> root((Document) body, document));
            case "$group" -> new Grouping((Document) body).of(documents);
            case "$sortByCount" ->
                sorted(
                        new Document("count", -1).append("_id", 1),
                        new Grouping(new Document("_id", body).append("count", new Document("$sum", 1))).of(documents));
            case "$sort" -> sorted((Document) body, documents);
            case "$facet" -> Stream.of(facets((Document) body, documents.toList()));
            case "$lookup" -> joined((Document) body, documents);
            default ->
                Aggregation.fromPipeline(List.of(stage), databases, database, collection, oplog)
                        .runStagesAsStream(documents);
        };
    }

    private static Document root(Document body, Document document) {
        if (!(Expressions.valueOf(body.getOrMissing("newRoot"), document) instanceof Document root)) {
            throw new MongoServerError(40228, "'newRoot' expression must evaluate to an object");
        }
        return root;
    }

    private record Sortable(byte[] key, Document document) {}

    private static Stream<Document> sorted(Document sort, Stream<Document> documents) {
        var order = IndexSpec.Field.of(sort);
        return documents
                .map(document -> new Sortable(IndexKeys.sortKey(document, order), document))
                .sorted(Comparator.comparing(Sortable::key, Arrays::compareUnsigned))
                .map(Sortable::document);
    }

    private Document facets(Document body, List<Document> documents) {
        var result = new Document();
        body.forEach((name, pipeline) -> result.put(
                name, run(Aggregation.parse(pipeline), documents.stream()).toList()));
        return result;
    }

    // ---- $lookup

    private Stream<Document> joined(Document lookup, Stream<Document> documents) {
        boolean hasPipeline = lookup.containsKey("pipeline");
        requireFields(
                lookup,
                hasPipeline ? Set.of("from", "as", "pipeline") : Set.of("from", "as", "localField", "foreignField"),
                hasPipeline ? Set.of("let") : Set.of());
        var from = Optional.ofNullable((DurableCollection)
                database.resolveCollection(lookup.get("from").toString(), false));
        Function<Document, List<Document>> others = hasPipeline
                ? document ->
                        from.map(found -> byPipeline(lookup, found, document)).orElse(List.of())
                : document ->
                        from.map(found -> byField(lookup, found, document)).orElse(List.of());
        return documents.map(document -> {
            var result = document.clone();
            result.put(lookup.get("as").toString(), others.apply(document));
            return result;
        });
    }

    private static void requireFields(Document lookup, Set<String> required, Set<String> optional) {
        for (String name : required) {
            boolean isPipeline = name.equals("pipeline");
            if (!isPipeline && !(lookup.get(name) instanceof String)) {
                throw new MongoServerError(FAILED_TO_PARSE, "$lookup needs '" + name + "'");
            }
        }
        for (String name : lookup.keySet()) {
            if (!required.contains(name) && !optional.contains(name)) {
                throw Refusals.notSupported("the argument " + name + " of $lookup");
            }
        }
        if (lookup.get("as").toString().contains(".")) {
            throw Refusals.notSupported("$lookup into the path " + lookup.get("as"));
        }
    }

    /** What has the value, or one of the values, of the document in a field. */
    private static List<Document> byField(Document lookup, DurableCollection from, Document document) {
        var local = Expressions.at(
                document, Expressions.names(lookup.get("localField").toString()));
        var condition = local instanceof Collection<?> several
                ? new Document("$in", List.copyOf(several))
                : new Document("$eq", local instanceof Missing ? null : local);
        var filter = new Document(lookup.get("foreignField").toString(), condition);
        try (var snapshot = from.snapshot()) {
            return snapshot.find(new Query(filter, null, 0, 0, Optional.empty()))
                    .toList();
        }
    }

    private List<Document> byPipeline(Document lookup, DurableCollection from, Document document) {
        Map<String, Object> variables = new HashMap<>();
        ((Document) lookup.getOrDefault("let", new Document()))
                .forEach((name, expression) -> variables.put(name, Expressions.valueOf(expression, document)));
        var pipeline =
                Pipeline.of(Expressions.bound(Aggregation.parse(lookup.get("pipeline")), variables), Optional.empty());
        try (var snapshot = from.snapshot()) {
            return new Stages(databases, database, from, oplog)
                    .run(pipeline.rest(), snapshot.find(pipeline.head()))
                    .toList();
        }
    }
}
