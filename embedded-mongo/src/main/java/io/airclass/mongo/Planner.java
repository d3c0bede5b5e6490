package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.Document;
import io.airclass.mongo.Conditions.Bound;
import io.airclass.mongo.Plan.FullScan;
import io.airclass.mongo.Plan.Group;
import io.airclass.mongo.Plan.IndexScan;
import io.airclass.mongo.Plan.Interval;
import io.airclass.mongo.Plan.Nothing;
import io.airclass.mongo.Plan.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses the index for a query: the one that narrows most fields, counting an order that need not be made as more than a range and
 * less than a field.
 */
final class Planner {
    /** More runs than that are not worth their keys: the next field is left to the filter. */
    private static final int INTERVALS_MAX = 1000;

    private static final int FIELD_WORTH = 4;
    private static final int ORDER_WORTH = 3;
    private static final int RANGE_WORTH = 2;

    /** At most one document: nothing is better. */
    private static final int ONE_DOCUMENT_WORTH = 1000;

    private Planner() {}

    /**
     * An index and what its documents have taught about it.
     *
     * @param arrayFields bit i is set when some document has, or had, an array in the i-th field
     */
    record Candidate(IndexSpec index, long arrayFields) {
        boolean isArray(int field) {
            return (arrayFields >> field & 1) != 0;
        }
    }

    /**
     * @param hint name or key pattern of the index to use
     */
    static Plan plan(Document filter, Document sort, Optional<Object> hint, List<Candidate> candidates) {
        var order = order(sort);
        if (hint.isPresent()) {
            return hinted(hint.get(), filter, order, candidates);
        }
        if (isNatural(sort)) {
            return new FullScan(((Number) sort.get("$natural")).intValue() < 0, true);
        }
        var conditions = Conditions.of(filter);
        if (conditions.matchNothing()) {
            return new Nothing();
        }
        var best = best(conditions, order, candidates);
        var other = best.map(Scored::narrowed).orElse(false)
                ? Optional.<Plan>empty()
                : union(filter, conditions, order, candidates);
        return other.orElse(best.<Plan>map(Scored::scan).orElse(new FullScan(false, order.isEmpty())));
    }

    private static Optional<Scored> best(
            Conditions conditions, List<IndexSpec.Field> order, List<Candidate> candidates) {
        Optional<Scored> best = Optional.empty();
        for (Candidate candidate : candidates) {
            var scored = scan(candidate, conditions, order).filter(found -> found.worth() > 0);
            if (scored.isPresent()
                    && best.map(Scored::worth).orElse(0) < scored.get().worth()) {
                best = scored;
            }
        }
        return best;
    }

    private static boolean isNatural(Document sort) {
        return sort != null && sort.containsKey("$natural");
    }

    private static List<IndexSpec.Field> order(Document sort) {
        return sort == null || isNatural(sort) ? List.of() : IndexSpec.Field.of(sort);
    }

    private static Plan hinted(Object hint, Document filter, List<IndexSpec.Field> order, List<Candidate> candidates) {
        if (hint instanceof Document pattern && pattern.containsKey("$natural")) {
            return new FullScan(((Number) pattern.get("$natural")).intValue() < 0, order.isEmpty());
        }
        var chosen = candidates.stream()
                .filter(candidate -> hint instanceof Document pattern
                        ? sameKeys(pattern, candidate.index())
                        : Objects.equals(hint, candidate.index().name()))
                .findFirst()
                .orElseThrow(() -> Refusals.badValue("error processing query: planner returned error :: caused by :: "
                        + "hint provided does not correspond to an existing index"));
        return scan(chosen, Conditions.of(filter), order)
                .<Plan>map(Scored::scan)
                .orElse(new FullScan(false, order.isEmpty()));
    }

    private static boolean sameKeys(Document pattern, IndexSpec index) {
        return List.copyOf(pattern.keySet())
                        .equals(index.fields().stream()
                                .map(IndexSpec.Field::path)
                                .toList())
                && index.fields().stream()
                        .allMatch(field -> pattern.get(field.path()) instanceof Number direction
                                && direction.intValue() > 0 == field.ascending());
    }

    /** Every branch by an index that narrows it, and in the order that is asked for if they all have it. */
    private static Optional<Plan> union(
            Document filter, Conditions conditions, List<IndexSpec.Field> order, List<Candidate> candidates) {
        for (List<Document> alternatives : conditions.alternatives()) {
            var rest = filter.clone();
            rest.remove("$or");
            var each = alternatives.stream()
                    .map(alternative -> Conditions.of(new Document("$and", List.of(rest, alternative))))
                    .filter(branch -> !branch.matchNothing())
                    .toList();
            if (each.isEmpty()) {
                return Optional.of(new Nothing());
            }
            var inOrder = branches(each, order, candidates);
            if (inOrder.size() == each.size() && inOrder.stream().allMatch(IndexScan::sorted)) {
                return Optional.of(new Union(inOrder, order));
            }
            var branches = branches(each, List.of(), candidates);
            if (branches.size() == each.size()) {
                return Optional.of(new Union(branches, List.of()));
            }
        }
        return Optional.empty();
    }

    private static List<IndexScan> branches(
            List<Conditions> branches, List<IndexSpec.Field> order, List<Candidate> candidates) {
        return branches.stream()
                .flatMap(branch -> best(branch, order, candidates).filter(Scored::narrowed).map(Scored::scan).stream())
                .toList();
    }

    private record Scored(IndexScan scan, int worth, boolean narrowed) {}

    private static Optional<Scored> scan(Candidate candidate, Conditions conditions, List<IndexSpec.Field> order) {
        var index = candidate.index();
        if (!holdsEveryMatch(index, conditions)) {
            return Optional.empty();
        }
        var bounds = bounds(candidate, conditions);
        var served = servedOrder(candidate, bounds, order);
        int merged = served.map(Served::before).orElse(0);
        var groups = groups(index, bounds, merged);
        boolean distinct = candidate.arrayFields() != 0;
        var scan = new IndexScan(
                index,
                groups,
                served.map(Served::reverse).orElse(false),
                order.isEmpty() || served.isPresent(),
                distinct);
        int worth = worth(bounds)
                + (served.isPresent() ? ORDER_WORTH : 0)
                + (index.unique() && isOneKey(index, bounds) ? ONE_DOCUMENT_WORTH : 0);
        return Optional.of(new Scored(scan, worth, !bounds.isEmpty()));
    }

    private static boolean isOneKey(IndexSpec index, List<List<Bound>> bounds) {
        for (int i = 0; i < index.fields().size(); i++) {
            if (!isOnePoint(bounds, i)) {
                return false;
            }
        }
        return true;
    }

    private static int worth(List<List<Bound>> bounds) {
        return bounds.stream()
                .mapToInt(field -> field.getFirst().point() ? FIELD_WORTH : RANGE_WORTH)
                .sum();
    }

    /** A sparse or partial index lacks documents: it serves only a filter that none of those can match. */
    private static boolean holdsEveryMatch(IndexSpec index, Conditions conditions) {
        if (index.sparse() && index.fields().stream().map(IndexSpec.Field::path).noneMatch(conditions::demandValue)) {
            return false;
        }
        return index.partialFilter().map(conditions::imply).orElse(true);
    }

    /**
     * The bounds of the leading fields, as far as they narrow: single values, and one range at the end. Of fields that lead through
     * arrays only the first is narrowed: the others may match by another element.
     */
    private static List<List<Bound>> bounds(Candidate candidate, Conditions conditions) {
        var bounds = new ArrayList<List<Bound>>();
        long intervals = 1;
        boolean arrayUsed = false;
        for (int i = 0; i < candidate.index().fields().size(); i++) {
            boolean array = candidate.isArray(i);
            if (array && arrayUsed) {
                break;
            }
            var field = conditions.bounds(candidate.index().fields().get(i).path(), array);
            if (field.isEmpty()) {
                break;
            }
            intervals *= field.get().size();
            if (intervals > INTERVALS_MAX && i > 0) {
                break;
            }
            arrayUsed |= array;
            bounds.add(field.get());
            if (!field.get().getFirst().point()) {
                break;
            }
        }
        return bounds;
    }

    /**
     * An order that the index has.
     *
     * @param before number of leading fields, each of single values, that are not part of it
     */
    private record Served(int before, boolean reverse) {}

    private static Optional<Served> servedOrder(
            Candidate candidate, List<List<Bound>> bounds, List<IndexSpec.Field> order) {
        if (order.isEmpty()) {
            return Optional.empty();
        }
        var fields = candidate.index().fields();
        int at = 0;
        int before = -1;
        Boolean reverse = null;
        for (IndexSpec.Field wanted : order) {
            while (at < fields.size()
                    && !fields.get(at).path().equals(wanted.path())
                    && (before < 0 ? isPoints(bounds, at) : isOnePoint(bounds, at))) {
                at++;
            }
            if (at == fields.size() || !fields.get(at).path().equals(wanted.path()) || candidate.isArray(at)) {
                return Optional.empty();
            }
            boolean against = fields.get(at).ascending() != wanted.ascending();
            if (!isOnePoint(bounds, at)) {
                if (reverse != null && reverse != against) {
                    return Optional.empty();
                }
                reverse = against;
            }
            before = before < 0 ? at : before;
            at++;
        }
        return Optional.of(new Served(before, reverse != null && reverse));
    }

    private static boolean isPoints(List<List<Bound>> bounds, int field) {
        return field < bounds.size() && bounds.get(field).getFirst().point();
    }

    private static boolean isOnePoint(List<List<Bound>> bounds, int field) {
        return isPoints(bounds, field) && bounds.get(field).size() == 1;
    }

    /** @param merged leading fields whose values each make a group */
    private static List<Group> groups(IndexSpec index, List<List<Bound>> bounds, int merged) {
        var groups = new ArrayList<Group>();
        for (byte[] prefix : prefixes(index, bounds, merged)) {
            var intervals = new ArrayList<Interval>();
            intervals(index, bounds, merged, prefix, intervals);
            groups.add(new Group(prefix.length, intervals));
        }
        return groups;
    }

    private static List<byte[]> prefixes(IndexSpec index, List<List<Bound>> bounds, int fields) {
        List<byte[]> prefixes = List.of(new byte[0]);
        for (int i = 0; i < fields; i++) {
            boolean ascending = index.fields().get(i).ascending();
            var longer = new ArrayList<byte[]>();
            for (byte[] prefix : prefixes) {
                bounds.get(i).forEach(bound -> longer.add(KeyBytes.concat(prefix, directed(bound.low(), ascending))));
            }
            prefixes = longer;
        }
        return prefixes;
    }

    private static void intervals(
            IndexSpec index, List<List<Bound>> bounds, int field, byte[] prefix, List<Interval> intervals) {
        if (field == bounds.size()) {
            intervals.add(new Interval(
                    prefix, KeyBytes.after(prefix), field == index.fields().size() && field > 0));
            return;
        }
        boolean ascending = index.fields().get(field).ascending();
        var ofField = ascending ? bounds.get(field) : bounds.get(field).reversed();
        for (Bound bound : ofField) {
            if (bound.point()) {
                intervals(
                        index, bounds, field + 1, KeyBytes.concat(prefix, directed(bound.low(), ascending)), intervals);
            } else {
                intervals.add(interval(prefix, bound, ascending));
            }
        }
    }

    private static Interval interval(byte[] prefix, Bound bound, boolean ascending) {
        var first = ascending ? bound.low() : bound.high();
        boolean firstIncluded = ascending ? bound.lowIncluded() : bound.highIncluded();
        var last = ascending ? bound.high() : bound.low();
        boolean lastIncluded = ascending ? bound.highIncluded() : bound.lowIncluded();
        var from = KeyBytes.concat(prefix, directed(first, ascending));
        var to = KeyBytes.concat(prefix, directed(last, ascending));
        return new Interval(firstIncluded ? from : KeyBytes.after(from), lastIncluded ? KeyBytes.after(to) : to, false);
    }

    private static byte[] directed(byte[] value, boolean ascending) {
        return ascending ? value : KeyBytes.inverted(value);
    }
}
