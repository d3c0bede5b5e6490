package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which commands, options and operators this server takes. Everything else is refused: the front end would pass over some of it in
 * silence, or do it in another way than a MongoDB does.
 */
final class CommandRules {

    /** Options that a driver may send with any command and that change nothing here: every write is synced, every read is the latest. */
    private static final Set<String> EVERYWHERE = Set.of(
            "$db",
            "$readPreference",
            "lsid",
            "$clusterTime",
            "comment",
            "maxTimeMS",
            "writeConcern",
            "readConcern",
            "apiVersion",
            "apiStrict",
            "apiDeprecationErrors");

    private static final Map<String, Set<String>> OPTIONS = Map.ofEntries(
            Map.entry(
                    "find",
                    Set.of(
                            "filter",
                            "sort",
                            "projection",
                            "skip",
                            "limit",
                            "batchSize",
                            "singleBatch",
                            "hint",
                            "allowDiskUse",
                            "noCursorTimeout")),
            Map.entry("insert", Set.of("documents", "ordered")),
            Map.entry("update", Set.of("updates", "ordered")),
            Map.entry("delete", Set.of("deletes", "ordered")),
            Map.entry(
                    "findAndModify",
                    Set.of("query", "sort", "update", "remove", "new", "fields", "upsert", "arrayFilters", "hint")),
            Map.entry("aggregate", Set.of("pipeline", "cursor", "allowDiskUse", "hint")),
            Map.entry("count", Set.of("query", "limit", "skip", "hint")),
            Map.entry("distinct", Set.of("key", "query", "hint")),
            Map.entry("create", Set.of("capped")),
            Map.entry("createIndexes", Set.of("indexes", "commitQuorum")),
            Map.entry("dropIndexes", Set.of("index")),
            Map.entry("drop", Set.of()),
            Map.entry("listCollections", Set.of("filter", "nameOnly", "cursor", "authorizedCollections")),
            Map.entry("listIndexes", Set.of("cursor")),
            Map.entry("explain", Set.of("verbosity")),
            Map.entry("validate", Set.of("full")),
            Map.entry("collStats", Set.of("scale")),
            Map.entry("dbStats", Set.of("scale", "freeStorage")));

    private static final Set<String> UPDATE_OPTIONS = Set.of("q", "u", "multi", "upsert", "arrayFilters", "hint");
    private static final Set<String> DELETE_OPTIONS = Set.of("q", "limit", "hint");

    private static final Set<String> MERGE_OPTIONS = Set.of("into", "on", "whenMatched", "whenNotMatched");

    private static final Set<String> FIELD_OPERATORS = Set.of(
            "$eq",
            "$ne",
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$in",
            "$nin",
            "$exists",
            "$type",
            "$not",
            "$size",
            "$all",
            "$elemMatch",
            "$regex",
            "$options",
            "$mod");

    private static final Set<String> UPDATE_OPERATORS = Set.of(
            "$set",
            "$unset",
            "$inc",
            "$mul",
            "$min",
            "$max",
            "$rename",
            "$setOnInsert",
            "$currentDate",
            "$push",
            "$pull",
            "$pullAll",
            "$pop",
            "$addToSet");

    private static final Set<String> PUSH_MODIFIERS = Set.of("$each", "$slice", "$sort", "$position");
    private static final Set<String> ADD_MODIFIERS = Set.of("$each");

    private static final Set<String> STAGES = Set.of(
            "$match",
            "$project",
            "$addFields",
            "$unset",
            "$group",
            "$sort",
            "$skip",
            "$limit",
            "$unwind",
            "$lookup",
            "$facet",
            "$sortByCount",
            "$count",
            "$replaceRoot",
            "$merge");

    private CommandRules() {}

    /** @throws de.bwaldvogel.mongo.exception.MongoServerError for what is not taken */
    static void check(String command, Document query) {
        var options = OPTIONS.get(command);
        if (options == null) {
            return; // not known to the front end either, which says so
        }
        for (String option : query.keySet()) {
            if (!option.equals(command) && !options.contains(option) && !EVERYWHERE.contains(option)) {
                throw Refusals.notSupported("the option " + option + " of " + command);
            }
        }
        switch (command) {
            case "find" -> {
                checkFilter(query.get("filter"));
                checkNotNegative(query, "skip", "batchSize");
                checkProjection(query.get("projection"));
                checkSort(query.get("sort"));
            }
            case "count", "distinct" -> {
                checkFilter(query.get("query"));
                checkNotNegative(query, "skip");
            }
            case "update" ->
                documents(query.get("updates")).forEach(update -> {
                    checkOptions("update", update, UPDATE_OPTIONS);
                    checkFilter(update.get("q"));
                    checkUpdate(update.get("u"), update.get("arrayFilters"));
                });
            case "delete" ->
                documents(query.get("deletes")).forEach(delete -> {
                    checkOptions("delete", delete, DELETE_OPTIONS);
                    checkFilter(delete.get("q"));
                });
            case "findAndModify" -> {
                checkFilter(query.get("query"));
                checkProjection(query.get("fields"));
                checkSort(query.get("sort"));
                if (query.containsKey("update")) {
                    checkUpdate(query.get("update"), query.get("arrayFilters"));
                }
            }
            case "aggregate" -> checkPipeline(query.get("pipeline"));
            case "create" -> {
                if (Utils.isTrue(query.get("capped"))) {
                    throw Refusals.notSupported("capped collections");
                }
            }
            case "explain" ->
                check(((Document) query.get("explain")).keySet().iterator().next(), (Document) query.get("explain"));
            default -> {
                // nothing inside that could be wrong
            }
        }
    }

    private static void checkOptions(String command, Document statement, Set<String> options) {
        for (String option : statement.keySet()) {
            if (!options.contains(option)) {
                throw Refusals.notSupported("the option " + option + " of " + command);
            }
        }
    }

    static void checkFilter(Object filter) {
        if (!(filter instanceof Document conditions)) {
            return;
        }
        conditions.forEach((name, value) -> {
            switch (name) {
                case "$and", "$or", "$nor" -> {
                    if (!(value instanceof Collection<?> branches) || branches.isEmpty()) {
                        throw Refusals.badValue(name + " argument must be a nonempty array");
                    }
                    documents(branches).forEach(CommandRules::checkFilter);
                }
                case "$expr", "$comment" -> {
                    // an expression is checked by the front end, which knows all that it can
                }
                default -> {
                    if (name.startsWith("$")) {
                        throw Refusals.notSupported("the query operator " + name);
                    }
                    checkOperators(value);
                }
            }
        });
    }

    private static void checkOperators(Object value) {
        if (!(value instanceof Document operators)
                || operators.isEmpty()
                || operators.containsKey("$ref")
                || !operators.keySet().iterator().next().startsWith("$")) {
            return;
        }
        operators.forEach((operator, operand) -> {
            if (!FIELD_OPERATORS.contains(operator)) {
                throw Refusals.notSupported("the query operator " + operator);
            }
            switch (operator) {
                case "$size" -> {
                    if (!(operand instanceof Number)) {
                        throw Refusals.badValue("$size needs a number");
                    }
                }
                case "$in", "$nin", "$all" -> {
                    if (!(operand instanceof Collection<?>)) {
                        throw Refusals.badValue(operator + " needs an array");
                    }
                }
                case "$not" -> checkOperators(operand);
                case "$elemMatch" -> {
                    if (operand instanceof Document element
                            && !element.isEmpty()
                            && FIELD_OPERATORS.contains(
                                    element.keySet().iterator().next())) {
                        checkOperators(element);
                    } else {
                        checkFilter(operand);
                    }
                }
                default -> {
                    // any operand
                }
            }
        });
    }

    private static void checkUpdate(Object update, Object arrayFilters) {
        if (update instanceof Collection<?>) {
            throw Refusals.notSupported("an update by a pipeline");
        }
        if (update instanceof Document changes) {
            changes.forEach((operator, change) -> {
                if (operator.startsWith("$")) {
                    checkChange(operator, change);
                    ((Document) change).keySet().forEach(path -> checkIdentifiers(path, documents(arrayFilters)));
                }
            });
        }
    }

    /** Each {@code $[identifier]} needs its filter; the front end would take one without for the name of a field. */
    private static void checkIdentifiers(String path, List<Document> arrayFilters) {
        for (String name : path.split("\\.")) {
            if (name.startsWith("$[") && name.endsWith("]") && name.length() > 3) {
                var identifier = name.substring(2, name.length() - 1);
                if (arrayFilters.stream()
                        .flatMap(filter -> filter.keySet().stream())
                        .noneMatch(key -> key.equals(identifier) || key.startsWith(identifier + "."))) {
                    throw Refusals.badValue(
                            "No array filter found for identifier '" + identifier + "' in path '" + path + "'");
                }
            }
        }
    }

    private static void checkChange(String operator, Object change) {
        if (!UPDATE_OPERATORS.contains(operator)) {
            throw Refusals.notSupported("the update operator " + operator);
        }
        if (!(change instanceof Document fields)) {
            throw Refusals.badValue("Modifiers operate on fields, but " + operator + " has none");
        }
        fields.forEach((path, value) -> {
            if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
                throw Refusals.badValue("The path '" + path + "' has an empty field name");
            }
            switch (operator) {
                case "$rename" -> {
                    if (path.equals(value)) {
                        throw Refusals.badValue("The source and target field for $rename must differ: " + path);
                    }
                }
                case "$push" -> checkModifiers(operator, value, PUSH_MODIFIERS);
                case "$addToSet" -> checkModifiers(operator, value, ADD_MODIFIERS);
                default -> {
                    // values are checked by the front end
                }
            }
        });
    }

    private static void checkModifiers(String operator, Object value, Set<String> known) {
        if (value instanceof Document modifiers && modifiers.containsKey("$each")) {
            for (String modifier : modifiers.keySet()) {
                if (!known.contains(modifier)) {
                    throw Refusals.notSupported("the modifier " + modifier + " of " + operator);
                }
            }
        }
    }

    private static void checkProjection(Object projection) {
        if (projection instanceof Document fields) {
            Projections.check(fields);
        }
    }

    private static void checkSort(Object sort) {
        if (sort instanceof Document order) {
            order.forEach((field, direction) -> {
                if (!(direction instanceof Number number) || Math.abs(number.intValue()) != 1) {
                    throw Refusals.notSupported("a sort by " + field + ": " + direction);
                }
            });
        }
    }

    private static void checkPipeline(Object pipeline) {
        for (Document stage : documents(pipeline)) {
            if (stage.size() != 1) {
                throw new MongoServerError(
                        40323, "A pipeline stage specification object must contain exactly one field.");
            }
            var name = stage.keySet().iterator().next();
            var body = stage.get(name);
            if (!STAGES.contains(name)) {
                throw Refusals.notSupported("the stage " + name);
            }
            switch (name) {
                case "$match" -> {
                    if (!(body instanceof Document)) {
                        throw Refusals.badValue("the match filter must be a document");
                    }
                    checkFilter(body);
                }
                case "$sort" -> checkSort(documentOf(name, body));
                case "$project" -> documentOf(name, body);
                case "$limit", "$skip" -> checkCount(name, body);
                case "$count" -> {
                    if (!(body instanceof String field) || field.isEmpty() || field.startsWith("$")) {
                        throw Refusals.badValue("$count needs the name of a field");
                    }
                }
                case "$addFields", "$replaceRoot", "$group" -> documentOf(name, body);
                case "$merge" -> {
                    if (body instanceof Document merge) {
                        checkOptions("$merge", merge, MERGE_OPTIONS);
                        if (merge.get("whenMatched") instanceof Collection<?>) {
                            throw Refusals.notSupported("$merge with a pipeline");
                        }
                    }
                }
                case "$facet" -> ((Document) body).values().forEach(CommandRules::checkPipeline);
                case "$lookup" -> {
                    if (body instanceof Document lookup && lookup.containsKey("pipeline")) {
                        checkPipeline(lookup.get("pipeline"));
                    }
                }
                default -> {
                    // expressions are checked by the front end
                }
            }
        }
    }

    private static Document documentOf(String stage, Object body) {
        if (!(body instanceof Document document) || document.isEmpty()) {
            throw Refusals.badValue(stage + " needs a document that is not empty");
        }
        return document;
    }

    private static void checkCount(String name, Object value) {
        long least = name.equals("$limit") ? 1 : 0;
        if (!(value instanceof Number number) || number.longValue() < least) {
            throw Refusals.badValue(name + " needs a number of at least " + least);
        }
    }

    private static void checkNotNegative(Document command, String... names) {
        for (String name : names) {
            if (command.get(name) instanceof Number number && number.longValue() < 0) {
                throw Refusals.badValue(name + " must not be negative");
            }
        }
    }

    private static List<Document> documents(Object value) {
        return value instanceof Collection<?> all
                ? all.stream()
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast)
                        .toList()
                : List.of();
    }
}
