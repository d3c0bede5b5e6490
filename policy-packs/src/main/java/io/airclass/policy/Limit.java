package io.airclass.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a rule allows. A value that lies on the limit is allowed. */
public sealed interface Limit {
    /** @throws IllegalArgumentException if the value is of another sort than the limit */
    boolean allows(Value value);

    /** As it stands in JSON: a number, a text, a list of texts or, for what is forbidden, {@code false}. */
    Object json();

    /** In words for people, without the unit. */
    String text();

    /** No more than this. */
    record AtMost(BigDecimal most) implements Limit {
        public AtMost {
            most = Value.Amount.bounded(most);
        }

        @Override
        public boolean allows(Value value) {
            return value instanceof Value.Amount(var amount) ? amount.compareTo(most) <= 0 : mismatch(this, value);
        }

        @Override
        public Object json() {
            return most;
        }

        @Override
        public String text() {
            return "≤ " + most.toPlainString();
        }
    }

    /** No less than this. */
    record AtLeast(BigDecimal least) implements Limit {
        public AtLeast {
            least = Value.Amount.bounded(least);
        }

        @Override
        public boolean allows(Value value) {
            return value instanceof Value.Amount(var amount) ? amount.compareTo(least) >= 0 : mismatch(this, value);
        }

        @Override
        public Object json() {
            return least;
        }

        @Override
        public String text() {
            return "≥ " + least.toPlainString();
        }
    }

    /** Not before this time of day. */
    record NotBefore(LocalTime earliest) implements Limit {
        @Override
        public boolean allows(Value value) {
            return value instanceof Value.TimeOfDay(var time) ? !time.isBefore(earliest) : mismatch(this, value);
        }

        @Override
        public Object json() {
            return earliest.toString();
        }

        @Override
        public String text() {
            return "≥ " + earliest;
        }
    }

    /** Not after this time of day. */
    record NotAfter(LocalTime latest) implements Limit {
        @Override
        public boolean allows(Value value) {
            return value instanceof Value.TimeOfDay(var time) ? !time.isAfter(latest) : mismatch(this, value);
        }

        @Override
        public Object json() {
            return latest.toString();
        }

        @Override
        public String text() {
            return "≤ " + latest;
        }
    }

    /** Not before this day. */
    record NotBeforeDay(LocalDate first) implements Limit {
        @Override
        public boolean allows(Value value) {
            return value instanceof Value.Day(var day) ? !day.isBefore(first) : mismatch(this, value);
        }

        @Override
        public Object json() {
            return first.toString();
        }

        @Override
        public String text() {
            return "≥ " + first;
        }
    }

    /** Only these. */
    record OneOf(SortedSet<String> tokens) implements Limit {
        public OneOf {
            tokens = Collections.unmodifiableSortedSet(new TreeSet<>(tokens));
        }

        public OneOf(Set<String> tokens) {
            this(new TreeSet<>(tokens));
        }

        @Override
        public boolean allows(Value value) {
            return value instanceof Value.Choice(var token) ? tokens.contains(token) : mismatch(this, value);
        }

        @Override
        public Object json() {
            return List.copyOf(tokens);
        }

        @Override
        public String text() {
            return "one of " + String.join(", ", tokens);
        }
    }

    /** Not at all. */
    record Forbidden() implements Limit {
        @Override
        public boolean allows(Value value) {
            return value instanceof Value.Flag(var present) ? !present : mismatch(this, value);
        }

        @Override
        public Object json() {
            return false;
        }

        @Override
        public String text() {
            return "forbidden";
        }
    }

    /**
     * Negative where the first of two limits of one kind is the stricter. Of two lists of choices the shorter counts as the stricter;
     * the loader sees to it that lists which apply together lie one within the other, and the evaluator asks each of them.
     */
    static int compareStrictness(Limit a, Limit b) {
        return switch (a) {
            case AtMost(var x) when b instanceof AtMost(var y) -> x.compareTo(y);
            case AtLeast(var x) when b instanceof AtLeast(var y) -> y.compareTo(x);
            case NotBefore(var x) when b instanceof NotBefore(var y) -> y.compareTo(x);
            case NotAfter(var x) when b instanceof NotAfter(var y) -> x.compareTo(y);
            case NotBeforeDay(var x) when b instanceof NotBeforeDay(var y) -> y.compareTo(x);
            case OneOf(var x)
            when b instanceof OneOf(var y) ->
                x.size() != y.size()
                        ? Integer.compare(x.size(), y.size())
                        : x.toString().compareTo(y.toString());
            case Forbidden() when b instanceof Forbidden -> 0;
            default -> throw new IllegalArgumentException(a + " and " + b + " are not limits of one kind");
        };
    }

    /** Whether this limit allows something that the other, of the same kind, does not. */
    default boolean looserThan(Limit other) {
        return this instanceof OneOf(var mine) && other instanceof OneOf(var theirs)
                ? !theirs.containsAll(mine)
                : compareStrictness(this, other) > 0;
    }

    private static boolean mismatch(Limit limit, Value value) {
        throw new IllegalArgumentException(value + " cannot be held against " + limit);
    }
}
