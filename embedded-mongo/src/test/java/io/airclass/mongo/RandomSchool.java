package io.airclass.mongo;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Random documents, filters, sorts and updates over the same few fields and few values, so that much is equal. It leaves out
 * what the stock server is known to get wrong; each such place names the {@link KnownDifference}.
 *
 * <p>Fields: {@code n} number of any type, {@code s} text, {@code d} date, {@code g} small number always there, {@code b}
 * boolean, {@code o} of several types, {@code a} a document {@code {x, y}}, {@code t} texts, possibly none, {@code w} numbers,
 * {@code m} documents {@code {k, q}}, {@code u} nearly unique, {@code active}.
 */
record RandomSchool(Random random) {

    private static final List<String> TEXTS =
            List.of("王", "王小明", "王小", "李雷", "李", "韩梅梅", "a", "ab", "abc", "b", "Z", "", "高一（三）班", "高一", "é", "王~");

    private static final List<String> SCALARS = List.of("n", "s", "d", "g", "b", "o", "a.x", "a.y", "u");

    /** Fields that hold, or lie in, an array: at most one root of these in a compound index. */
    private static final List<List<String>> ARRAYS = List.of(List.of("t"), List.of("w"), List.of("m.k", "m.q"));

    Document document(Object id) {
        var document = new Document("_id", id);
        maybe(0.8, () -> document.append("n", orNull(this::number)));
        maybe(0.8, () -> document.append("s", orNull(this::text)));
        maybe(0.8, () -> document.append("d", orNull(this::date)));
        document.append("g", random.nextInt(5));
        maybe(0.9, () -> document.append("b", random.nextBoolean()));
        maybe(0.8, () -> document.append("o", orNull(this::anything)));
        maybe(0.8, () -> document.append("a", orNull(this::embedded)));
        maybe(0.8, () -> document.append("t", chance(0.2) ? text() : texts()));
        maybe(0.8, () -> document.append("w", chance(0.2) ? number() : numbers()));
        maybe(0.8, () -> document.append("m", marks()));
        maybe(0.9, () -> document.append("u", unique()));
        maybe(0.9, () -> document.append("active", random.nextBoolean()));
        return document;
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private void maybe(double share, Runnable then) {
        if (chance(share)) {
            then.run();
        }
    }

    private Object orNull(Supplier<Object> value) {
        return chance(0.1) ? null : value.get();
    }

    private Object number() {
        int number = random.nextInt(20) - 5;
        return switch (random.nextInt(4)) {
            case 0 -> (long) number;
            case 1 -> (double) number;
            case 2 -> number + 0.5;
            default -> number;
        };
    }

    private String text() {
        return oneOf(TEXTS);
    }

    private Date date() {
        return new Date(1_790_000_000_000L + random.nextInt(10) * 86_400_000L);
    }

    private Object anything() {
        return switch (random.nextInt(4)) {
            case 0 -> number();
            case 1 -> text();
            case 2 -> date();
            default -> random.nextBoolean();
        };
    }

    private Document embedded() {
        var document = new Document();
        maybe(0.9, () -> document.append("x", number()));
        maybe(0.9, () -> document.append("y", text()));
        return document;
    }

    private List<String> texts() {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> text()).toList();
    }

    /** Never empty: {@link KnownDifference#EMPTY_ARRAYS_HAVE_NO_ORDER}. */
    private List<Object> numbers() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> number())
                .toList();
    }

    private Document mark() {
        var mark = new Document("k", text());
        maybe(0.8, () -> mark.append("q", number()));
        return mark;
    }

    /** Never empty: {@link KnownDifference#EMPTY_ARRAYS_HAVE_NO_ORDER}. */
    private List<Document> marks() {
        return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> mark()).toList();
    }

    private Object unique() {
        return random.nextInt(3_000);
    }

    // --- indexes

    RandomIndex index(String name) {
        if (chance(0.2)) {
            var unique = new RandomIndex(name, new Document("u", direction()), true, false, null);
            return switch (random.nextInt(3)) {
                case 0 -> unique.withSparse();
                case 1 -> unique.withFilter(new Document("active", true));
                default -> unique;
            };
        }
        var keys = new Document();
        var arrayRoot = oneOf(ARRAYS);
        int fields = 1 + random.nextInt(3);
        for (int i = 0; i < fields; i++) {
            keys.append(chance(0.3) ? oneOf(arrayRoot) : oneOf(SCALARS), direction());
        }
        maybe(0.2, () -> keys.append("_id", direction()));
        var index = new RandomIndex(name, keys, false, false, null);
        if (chance(0.2)) {
            return index.withFilter(partialFilter());
        }
        return chance(0.2) ? index.withSparse() : index;
    }

    private Document partialFilter() {
        return switch (random.nextInt(4)) {
            case 0 -> new Document("active", true);
            case 1 -> new Document("n", new Document("$gt", number()));
            case 2 -> new Document("s", new Document("$exists", true));
            default -> new Document("g", random.nextInt(5)).append("b", true);
        };
    }

    private int direction() {
        return chance(0.7) ? 1 : -1;
    }

    // --- filters

    Document filter() {
        if (chance(0.05)) {
            return new Document();
        }
        var filter = conjunction();
        if (chance(0.2)) {
            var branches = new ArrayList<Document>();
            for (int i = 0; i <= 1 + random.nextInt(2); i++) {
                branches.add(conjunction());
            }
            return chance(0.5) ? new Document("$or", branches) : filter.append("$or", branches);
        }
        if (chance(0.1)) {
            return new Document("$and", List.of(filter, conjunction()));
        }
        return filter;
    }

    private Document conjunction() {
        var filter = new Document();
        int conditions = 1 + random.nextInt(3);
        for (int i = 0; i < conditions; i++) {
            condition(filter);
        }
        return filter;
    }

    private void condition(Document filter) {
        switch (random.nextInt(14)) {
            case 0, 1 -> filter.append("n", scalarCondition(this::number));
            case 2 -> filter.append("s", textCondition());
            case 3 -> filter.append("d", scalarCondition(this::date));
            case 4 -> filter.append("g", scalarCondition(() -> random.nextInt(6)));
            case 5 -> filter.append("o", scalarCondition(this::anything));
            case 6 -> filter.append("a.x", scalarCondition(this::number));
            case 7 -> filter.append("a.y", textCondition());
            case 8 -> filter.append("t", arrayCondition(this::text));
            case 9 -> filter.append("w", arrayCondition(this::number));
            case 10 -> filter.append("m.k", markCondition(this::text));
            case 11 -> filter.append("m.q", markCondition(this::number));
            case 12 -> special(filter);
            default -> filter.append("u", scalarCondition(this::unique));
        }
    }

    /** No bound is null: {@link KnownDifference#NULL_AS_A_BOUND_MATCHES_NOTHING}. */
    private Object scalarCondition(Supplier<Object> value) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> value.get();
            case 3 -> new Document("$in", someOf(value, true));
            case 4 -> new Document(lower(), value.get());
            case 5 -> new Document(upper(), value.get());
            case 6 -> new Document(lower(), value.get()).append(upper(), value.get());
            case 7 -> new Document("$exists", random.nextBoolean());
            case 8 -> chance(0.5) ? null : new Document(chance(0.5) ? "$ne" : "$eq", orNull(value));
            default ->
                chance(0.5)
                        ? new Document("$nin", someOf(value, true))
                        : new Document("$not", new Document(lower(), value.get()));
        };
    }

    private Object textCondition() {
        if (chance(0.3)) {
            var prefix = oneOf(List.of("王", "王小", "a", "ab", "高一", "x", "王~"));
            return new Document("$regex", "^" + prefix + oneOf(List.of("", "", "$", ".", "?", "*", "|b")));
        }
        return scalarCondition(this::text);
    }

    /**
     * One bound only: {@link KnownDifference#ONE_ELEMENT_MEETS_BOTH_BOUNDS}; no {@code $not}:
     * {@link KnownDifference#NOT_IS_ASKED_OF_EACH_ELEMENT}.
     */
    private Object arrayCondition(Supplier<Object> value) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> value.get();
            case 3 -> new Document("$in", someOf(value, false));
            case 4 -> new Document(lower(), value.get());
            case 5 -> new Document(upper(), value.get());
            case 6 -> new Document("$size", random.nextInt(4));
            case 7 -> new Document("$elemMatch", new Document("$gte", value.get()).append("$lt", value.get()));
            default -> chance(0.5) ? new Document("$ne", value.get()) : new Document("$nin", someOf(value, false));
        };
    }

    /**
     * No null and no {@code $exists: false} through an array of documents:
     * {@link KnownDifference#A_FIELD_IS_ABSENT_IF_ONE_ELEMENT_LACKS_IT}.
     */
    private Object markCondition(Supplier<Object> value) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> value.get();
            case 3 -> new Document("$in", someOf(value, false));
            case 4 -> new Document(lower(), value.get());
            default -> new Document(upper(), value.get());
        };
    }

    private void special(Document filter) {
        switch (random.nextInt(5)) {
            case 0 ->
                filter.append(
                        "m",
                        new Document(
                                "$elemMatch", new Document("k", text()).append("q", new Document(lower(), number()))));
            case 1 -> filter.append("a", chance(0.5) ? embedded() : new Document("$exists", random.nextBoolean()));
            case 2 -> filter.append("t", texts());
            case 3 -> filter.append("$expr", new Document("$gt", List.of("$g", random.nextInt(5))));
            default -> filter.append("_id", new Document(chance(0.5) ? "$gte" : "$lt", random.nextInt(500)));
        }
    }

    private List<Object> someOf(Supplier<Object> value, boolean withNull) {
        var values = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            values.add(withNull ? orNull(value) : value.get());
        }
        return values;
    }

    private String lower() {
        return chance(0.5) ? "$gt" : "$gte";
    }

    private String upper() {
        return chance(0.5) ? "$lt" : "$lte";
    }

    // --- sorts

    /** Never by {@code t}, which may be empty: {@link KnownDifference#EMPTY_ARRAYS_HAVE_NO_ORDER}. */
    Document sort() {
        var sort = new Document();
        if (chance(0.3)) {
            return sort;
        }
        sort.append(chance(0.2) ? oneOf(List.of("w", "m.q")) : oneOf(SCALARS), direction());
        maybe(0.5, () -> sort.append(oneOf(SCALARS), direction()));
        maybe(0.3, () -> sort.append("_id", direction()));
        return sort;
    }

    // --- updates

    /** Of one document, by its id: any field. */
    Document update() {
        if (chance(0.3)) {
            return switch (random.nextInt(3)) {
                case 0 -> new Document("$set", new Document("u", unique()));
                case 1 -> new Document("$unset", new Document("u", ""));
                default -> new Document("$set", new Document("active", random.nextBoolean()));
            };
        }
        return updateOfMany();
    }

    /** Never a field of a unique index: which of several would win is left open. */
    Document updateOfMany() {
        return switch (random.nextInt(11)) {
            case 0 -> new Document("$set", new Document("n", orNull(this::number)));
            case 1 -> new Document("$set", new Document("s", orNull(this::text)).append("d", date()));
            case 2 -> new Document("$set", new Document("o", orNull(this::anything)));
            case 3 -> new Document("$inc", new Document("g", 1));
            case 4 -> new Document("$set", new Document("a", embedded()));
            case 5 -> new Document("$set", new Document("t", texts()).append("w", numbers()));
            case 6 -> new Document("$set", new Document("m", marks()));
            case 7 -> new Document("$unset", new Document(oneOf(List.of("n", "s", "o", "a", "t", "w", "m", "d")), ""));
            case 8 -> new Document("$min", new Document("g", random.nextInt(5)));
            case 9 -> new Document("$set", new Document("b", random.nextBoolean()));
            default -> new Document("$max", new Document("d", date()));
        };
    }
}
