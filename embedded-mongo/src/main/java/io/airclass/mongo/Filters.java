package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Filters as the front end's matcher must be asked to answer as MongoDB does: left alone it tries all operators of a field on one and the same
 * element of an array, negates element by element, and compares nothing with null.
 */
final class Filters {
    private static final Set<String> BRANCHING = Set.of("$and", "$or", "$nor");

    private Filters() {}

    static boolean isBranching(String name) {
        return BRANCHING.contains(name);
    }

    /** Whether a document is what the filter asks for. */
    static Predicate<Document> matching(Document filter) {
        if (filter.isEmpty()) {
            return _ -> true;
        }
        if (!hasExpression(filter)) {
            var matcher = new DefaultQueryMatcher();
            var asMongo = asMongo(filter);
            return document -> matcher.matches(document, asMongo);
        }
        return filter.entrySet().stream()
                .map(entry -> condition(entry.getKey(), entry.getValue()))
                .reduce(_ -> true, Predicate::and);
    }

    private static boolean hasExpression(Document filter) {
        return filter.entrySet().stream()
                .anyMatch(entry -> entry.getKey().equals("$expr")
                        || BRANCHING.contains(entry.getKey())
                                && ((Collection<?>) entry.getValue())
                                        .stream().anyMatch(branch -> hasExpression((Document) branch)));
    }

    private static Predicate<Document> condition(String name, Object value) {
        return switch (name) {
            case "$expr" -> document -> Utils.isTrue(Expressions.valueOf(value, document));
            case "$and" -> matchingBranches(value).reduce(_ -> true, Predicate::and);
            case "$or" -> matchingBranches(value).reduce(_ -> false, Predicate::or);
            case "$nor" ->
                matchingBranches(value).reduce(_ -> false, Predicate::or).negate();
            default -> matching(new Document(name, value));
        };
    }

    private static Stream<Predicate<Document>> matchingBranches(Object value) {
        return ((Collection<?>) value).stream().map(branch -> matching((Document) branch));
    }

    static Document asMongo(Document filter) {
        var result = new Document();
        var further = new ArrayList<Document>();
        filter.forEach((name, value) -> {
            if (BRANCHING.contains(name)) {
                further.add(new Document(name, branches(value)));
            } else if (!name.startsWith("$") && isOperators(value)) {
                further.addAll(conditions(name, (Document) value));
            } else {
                result.put(name, value);
            }
        });
        if (!further.isEmpty()) {
            result.put("$and", further);
        }
        return result;
    }

    private static List<Document> branches(Object value) {
        return ((Collection<?>) value)
                .stream().map(branch -> asMongo((Document) branch)).toList();
    }

    static boolean isOperators(Object value) {
        return value instanceof Document operators
                && !operators.isEmpty()
                && operators.keySet().iterator().next().startsWith("$")
                && !operators.containsKey("$ref");
    }

    /** Each operator as a condition of its own; a pattern keeps its options. */
    private static List<Document> conditions(String path, Document operators) {
        var conditions = new ArrayList<Document>();
        if (operators.containsKey("$regex")) {
            var pattern = new Document("$regex", operators.get("$regex"));
            pattern.putIfNotNull("$options", operators.get("$options"));
            conditions.add(new Document(path, pattern));
        }
        operators.forEach((operator, operand) -> {
            if (!operator.equals("$regex") && !operator.equals("$options")) {
                conditions.add(condition(path, operator, operand));
            }
        });
        return conditions;
    }

    private static Document condition(String path, String operator, Object operand) {
        if (operator.equals("$exists") && !Utils.isTrue(operand)) {
            return not(new Document(path, new Document("$exists", true)));
        }
        if (operator.equals("$not")) {
            return not(asMongo(new Document(path, operand)));
        }
        if (operand == null && (operator.equals("$gte") || operator.equals("$lte"))) {
            return new Document(path, null);
        }
        return new Document(path, new Document(operator, operand));
    }

    private static Document not(Document condition) {
        return new Document("$nor", List.of(condition));
    }
}
