package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a filter demands of single fields, all of it at once; the rest of the filter ({@code $nor}, {@code $expr}, {@code $not} …) only
 * ever excludes more.
 *
 * @param alternatives the branches of each {@code $or} that stands at the top
 */
record Conditions(List<Condition> all, List<List<Document>> alternatives) {

    /** @param operator as in MongoDB; a plain value is {@code $eq} */
    record Condition(String path, String operator, Object operand) {}

    /**
     * A run of keys in the order of one rising field; an end that is a whole value or the first byte of a type.
     *
     * @param point whether it is exactly one value
     */
    record Bound(byte[] low, boolean lowIncluded, byte[] high, boolean highIncluded, boolean point) {

        static Bound at(Object value) {
            var bytes = KeyBytes.of(value);
            return new Bound(bytes, true, bytes, true, true);
        }

        /** Null and what is missing too: an index does not tell them apart. */
        static final Bound EVERY_VALUE = new Bound(
                KeyBytes.typeOf(MinKey.getInstance()), true, KeyBytes.typeOf(MaxKey.getInstance()), true, false);

        Bound and(Bound other) {
            int lows = Arrays.compareUnsigned(low, other.low);
            int highs = Arrays.compareUnsigned(high, other.high);
            // The end that is a type alone is the wider one, whatever its length makes it compare to.
            boolean ownLow = lows == 0 ? !lowIncluded : lows > 0;
            boolean ownHigh = high.length == 1 || other.high.length == 1
                    ? high.length > other.high.length
                    : highs == 0 ? !highIncluded : highs < 0;
            return new Bound(
                    ownLow ? low : other.low,
                    ownLow ? lowIncluded : other.lowIncluded,
                    ownHigh ? high : other.high,
                    ownHigh ? highIncluded : other.highIncluded,
                    false);
        }
    }

    static Conditions of(Document filter) {
        var conditions = new Conditions(new ArrayList<>(), new ArrayList<>());
        conditions.addAll(filter);
        return conditions;
    }

    private void addAll(Document filter) {
        filter.forEach((name, value) -> {
            if (name.equals("$and")) {
                documents(value).forEach(this::addAll);
            } else if (name.equals("$or")) {
                alternatives.add(documents(value));
            } else if (!name.startsWith("$")) {
                add(name, value);
            }
        });
    }

    private static List<Document> documents(Object value) {
        return ((Collection<?>) value).stream().map(Document.class::cast).toList();
    }

    private void add(String path, Object value) {
        if (!Filters.isOperators(value)) {
            all.add(new Condition(path, value instanceof BsonRegularExpression ? "$regex" : "$eq", value));
            return;
        }
        var operators = (Document) value;
        operators.forEach((operator, operand) -> {
            if (operator.equals("$elemMatch") && operand instanceof Document element) {
                if (Filters.isOperators(element)) {
                    element.forEach((inner, value2) -> all.add(new Condition(path, inner, value2)));
                } else {
                    Conditions.of(element)
                            .all()
                            .forEach(inner -> all.add(
                                    new Condition(path + "." + inner.path(), inner.operator(), inner.operand())));
                }
            } else if (operator.equals("$regex")) {
                all.add(new Condition(path, operator, BsonRegularExpression.convertToRegularExpression(operators)));
            } else {
                all.add(new Condition(path, operator, operand));
            }
        });
    }

    /** Whether an empty {@code $in} excludes everything. */
    boolean matchNothing() {
        return all.stream()
                .anyMatch(condition -> condition.operator().equals("$in")
                        && condition.operand() instanceof Collection<?> values
                        && values.isEmpty());
    }

    /**
     * The keys of a field that documents may have which match; empty when that is every key.
     *
     * @param array whether the field may have several keys in a document: then one condition is as much as one key must meet
     */
    Optional<List<Bound>> bounds(String path, boolean array) {
        var ofField =
                all.stream().filter(condition -> condition.path().equals(path)).toList();
        var points = ofField.stream()
                .map(Conditions::points)
                .flatMap(Optional::stream)
                .min((a, b) -> Integer.compare(a.size(), b.size()));
        if (points.isPresent()) {
            return points;
        }
        var ranges = ofField.stream()
                .map(Conditions::range)
                .flatMap(Optional::stream)
                .toList();
        if (ranges.isEmpty()) {
            return ofField.stream().anyMatch(Conditions::isPresence)
                    ? Optional.of(List.of(Bound.EVERY_VALUE))
                    : Optional.empty();
        }
        var first = ranges.getFirst();
        return Optional.of(List.of(
                array
                        ? first
                        : ranges.stream()
                                .filter(range -> range.low()[0] == first.low()[0])
                                .reduce(Bound::and)
                                .orElse(first)));
    }

    private static Optional<List<Bound>> points(Condition condition) {
        return switch (condition.operator()) {
            case "$eq" ->
                isPoint(condition.operand()) ? Optional.of(List.of(Bound.at(condition.operand()))) : Optional.empty();
            case "$in" ->
                condition.operand() instanceof Collection<?> values
                                && values.stream().allMatch(Conditions::isPoint)
                        ? Optional.of(values.stream()
                                        .map(Bound::at)
                                        .sorted((a, b) -> Arrays.compareUnsigned(a.low(), b.low()))
                                        .toList())
                                .map(Conditions::eachOnce)
                        : Optional.empty();
            case "$exists" ->
                Boolean.FALSE.equals(condition.operand()) ? Optional.of(List.of(Bound.at(null))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isPresence(Condition condition) {
        return condition.operator().equals("$exists") && !Boolean.FALSE.equals(condition.operand());
    }

    private static List<Bound> eachOnce(List<Bound> sorted) {
        var once = new ArrayList<Bound>();
        for (Bound bound : sorted) {
            if (once.isEmpty() || !Arrays.equals(once.getLast().low(), bound.low())) {
                once.add(bound);
            }
        }
        return once;
    }

    /** An array in a filter means itself or one of its elements, which is more than one key. */
    private static boolean isPoint(Object value) {
        return !(value instanceof Collection<?> || value instanceof BsonRegularExpression);
    }

    private static Optional<Bound> range(Condition condition) {
        var operand = condition.operand();
        return switch (condition.operator()) {
            case "$gt", "$gte", "$lt", "$lte" -> {
                if (operand == null
                        || operand instanceof Collection<?>
                        || operand instanceof Document
                        || operand instanceof MinKey
                        || operand instanceof MaxKey) {
                    yield Optional.empty();
                }
                var value = KeyBytes.of(operand);
                var type = KeyBytes.typeOf(operand);
                yield Optional.of(
                        switch (condition.operator()) {
                            case "$gt" -> new Bound(value, false, type, true, false);
                            case "$gte" -> new Bound(value, true, type, true, false);
                            case "$lt" -> new Bound(type, true, value, false, false);
                            default -> new Bound(type, true, value, true, false);
                        });
            }
            case "$regex" ->
                literalStart((BsonRegularExpression) operand).map(start -> {
                    var prefix = KeyBytes.stringPrefix(start);
                    return new Bound(prefix, true, prefix, true, false);
                });
            default -> Optional.empty();
        };
    }

    /** What every string begins with that an anchored pattern finds. */
    static Optional<String> literalStart(BsonRegularExpression regex) {
        var pattern = regex.getPattern();
        if (!pattern.startsWith("^")
                || pattern.contains("|")
                || (regex.getOptions() != null && !regex.getOptions().isEmpty())) {
            return Optional.empty();
        }
        var start = new StringBuilder();
        int i = 1;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '\\' && pattern.startsWith("\\Q", i)) {
                int end = pattern.indexOf("\\E", i);
                start.append(pattern, i + 2, end < 0 ? pattern.length() : end);
                i = end < 0 ? pattern.length() : end + 2;
                continue;
            }
            boolean escaped =
                    c == '\\' && i + 1 < pattern.length() && !Character.isLetterOrDigit(pattern.charAt(i + 1));
            if (!escaped && "\\.[]{}()*+?$^".indexOf(c) >= 0) {
                break;
            }
            int next = escaped ? i + 2 : i + 1;
            if (next < pattern.length() && "*?{".indexOf(pattern.charAt(next)) >= 0) {
                break;
            }
            start.append(escaped ? pattern.charAt(i + 1) : c);
            i = next;
        }
        return start.isEmpty() ? Optional.empty() : Optional.of(start.toString());
    }

    /** Whether every document that matches has a value other than null at {@code path}. */
    boolean demandValue(String path) {
        return all.stream()
                .anyMatch(condition -> condition.path().equals(path)
                        && switch (condition.operator()) {
                            case "$eq" -> condition.operand() != null;
                            case "$in" ->
                                ((Collection<?>) condition.operand()).stream().allMatch(Objects::nonNull);
                            case "$gt", "$gte", "$lt", "$lte" ->
                                range(condition).isPresent();
                            case "$regex" -> true;
                            case "$exists" -> isPresence(condition);
                            default -> false;
                        });
    }

    /** Whether every document that matches this also matches the filter of a partial index. */
    boolean imply(Document partialFilter) {
        var demanded = Conditions.of(partialFilter);
        boolean onlyFields =
                partialFilter.keySet().stream().allMatch(name -> name.equals("$and") || !name.startsWith("$"));
        return onlyFields
                && demanded.alternatives().isEmpty()
                && demanded.all().stream().allMatch(this::imply);
    }

    private boolean imply(Condition demanded) {
        if (all.contains(demanded)) {
            return true;
        }
        if (isPresence(demanded)) {
            return demandValue(demanded.path());
        }
        var matcher = new DefaultQueryMatcher();
        var filter = new Document("value", new Document(demanded.operator(), demanded.operand()));
        return all.stream()
                .filter(condition -> condition.path().equals(demanded.path()))
                .anyMatch(condition -> switch (condition.operator()) {
                    case "$eq" ->
                        isPoint(condition.operand())
                                && matcher.matches(new Document("value", condition.operand()), filter);
                    case "$in" ->
                        ((Collection<?>) condition.operand())
                                .stream()
                                        .allMatch(value -> isPoint(value)
                                                && matcher.matches(new Document("value", value), filter));
                    case "$gt" ->
                        (demanded.operator().equals("$gt")
                                        || demanded.operator().equals("$gte"))
                                && matcher.matches(new Document("value", condition.operand()), atLeast(demanded));
                    case "$gte" ->
                        (demanded.operator().equals("$gt")
                                        || demanded.operator().equals("$gte"))
                                && matcher.matches(new Document("value", condition.operand()), filter);
                    case "$lt" ->
                        (demanded.operator().equals("$lt")
                                        || demanded.operator().equals("$lte"))
                                && matcher.matches(new Document("value", condition.operand()), atMost(demanded));
                    case "$lte" ->
                        (demanded.operator().equals("$lt")
                                        || demanded.operator().equals("$lte"))
                                && matcher.matches(new Document("value", condition.operand()), filter);
                    default -> false;
                });
    }

    private static Document atLeast(Condition demanded) {
        return new Document("value", new Document("$gte", demanded.operand()));
    }

    private static Document atMost(Condition demanded) {
        return new Document("value", new Document("$lte", demanded.operand()));
    }
}
