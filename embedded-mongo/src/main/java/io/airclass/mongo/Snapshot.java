package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.Document;
import io.airclass.mongo.Plan.Group;
import io.airclass.mongo.Plan.IndexScan;
import io.airclass.mongo.Plan.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The documents and indexes of a collection as they were at one moment, and the carrying out of plans on them. */
final class Snapshot implements AutoCloseable {
    private final OrderedStore.Reading reading;
    private final OrderedStore.View documents;
    private final List<IndexView> indexes;
    private long keysExamined;
    private long documentsExamined;

    /** An index with its entries of that moment. */
    record IndexView(IndexTable table, OrderedStore.View view) {}

    Snapshot(OrderedStore.Reading reading, OrderedStore.View documents, List<IndexView> indexes) {
        this.reading = reading;
        this.documents = documents;
        this.indexes = indexes;
    }

    OrderedStore.View documents() {
        return documents;
    }

    List<IndexView> indexes() {
        return indexes;
    }

    long keysExamined() {
        return keysExamined;
    }

    long documentsExamined() {
        return documentsExamined;
    }

    @Override
    public void close() {
        reading.close();
    }

    Plan plan(DurableCollection.Query query) {
        var candidates = Stream.concat(
                        Stream.of(new Planner.Candidate(IndexSpec.ID, 0)),
                        indexes.stream()
                                .map(IndexView::table)
                                .map(table -> new Planner.Candidate(table.spec(), table.arrayFields())))
                .toList();
        return Planner.plan(query.filter(), query.sort(), query.hint(), candidates);
    }

    /** The documents that a query finds; read as the stream goes on, so this must stay open. */
    Stream<Document> find(DurableCollection.Query query) {
        var plan = plan(query);
        var matches = Filters.matching(query.filter());
        var matching = load(plan).filter(found -> matches.test(found.document()));
        boolean inOrder = plan.sorted() || query.sort() == null || query.sort().isEmpty();
        var ordered = inOrder ? matching : sorted(matching, query.sort());
        var rest = ordered.skip(query.skip());
        return (query.limit() > 0 ? rest.limit(query.limit()) : rest).map(Found::document);
    }

    private record Found(byte[] id, Document document) {}

    private record Sortable(byte[] key, byte[] id) {}

    /** In memory only the keys are kept; the documents are read again in their order. */
    private Stream<Found> sorted(Stream<Found> found, Document sort) {
        var order = IndexSpec.Field.of(sort);
        return found.map(one -> new Sortable(IndexKeys.sortKey(one.document(), order), one.id()))
                .sorted(Comparator.comparing(Sortable::key, Arrays::compareUnsigned))
                .map(one -> new Found(one.id(), Bson.decode(documents.get(one.id()))));
    }

    private Stream<Found> load(Plan plan) {
        return switch (plan) {
            case Plan.Nothing _ -> Stream.empty();
            case Plan.FullScan scan ->
                pulled(documents.scan(null, null, scan.reverse()), all -> {
                    documentsExamined++;
                    return new Found(all.key(), Bson.decode(all.value()));
                });
            case IndexScan scan when scan.index().isId() -> byId(scan);
            case IndexScan scan -> byIds(ids(scan));
            case Plan.Union union when union.sorted() -> merged(union);
            case Plan.Union union -> byIds(distinct(union.branches().stream().flatMap(this::ids)));
        };
    }

    private interface Taking<T> {
        T from(OrderedStore.Scan scan);
    }

    private static <T> Stream<T> pulled(OrderedStore.Scan scan, Taking<T> taking) {
        return Stream.iterate(scan.next(), more -> more, _ -> scan.next()).map(_ -> taking.from(scan));
    }

    private Stream<Found> byId(IndexScan scan) {
        return intervals(scan).flatMap(interval -> {
            if (interval.point()) {
                var bytes = documents.get(interval.from());
                keysExamined++;
                if (bytes == null) {
                    return Stream.empty();
                }
                documentsExamined++;
                return Stream.of(new Found(interval.from(), Bson.decode(bytes)));
            }
            return pulled(documents.scan(interval.from(), interval.to(), scan.reverse()), all -> {
                keysExamined++;
                documentsExamined++;
                return new Found(all.key(), Bson.decode(all.value()));
            });
        });
    }

    private static Stream<Interval> intervals(IndexScan scan) {
        return scan.groups().stream().flatMap(group -> inOrder(group.intervals(), scan.reverse()).stream());
    }

    private static <T> List<T> inOrder(List<T> all, boolean reverse) {
        return reverse ? all.reversed() : all;
    }

    private Stream<Found> byIds(Stream<byte[]> ids) {
        return ids.map(id -> {
            documentsExamined++;
            return new Found(id, Bson.decode(documents.get(id)));
        });
    }

    private Stream<byte[]> ids(IndexScan scan) {
        if (scan.index().isId()) {
            return byId(scan).map(Found::id);
        }
        var view = view(scan.index());
        var found = scan.sorted() && scan.groups().size() > 1 ? merged(scan, view) : concatenated(scan, view);
        return scan.distinct() ? distinct(found) : found;
    }

    private OrderedStore.View view(IndexSpec index) {
        return indexes.stream()
                .filter(candidate -> candidate.table().spec() == index)
                .map(IndexView::view)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Index " + index.name() + " is gone"));
    }

    private Stream<byte[]> concatenated(IndexScan scan, OrderedStore.View view) {
        return intervals(scan)
                .flatMap(interval -> pulled(view.scan(interval.from(), interval.to(), scan.reverse()), entry -> {
                    keysExamined++;
                    return entry.value();
                }));
    }

    private static Stream<byte[]> distinct(Stream<byte[]> ids) {
        Set<byte[]> seen = new TreeSet<>(Arrays::compareUnsigned);
        return ids.filter(seen::add);
    }

    /** Several runs, each in order, as one in order. */
    private Stream<byte[]> merged(IndexScan scan, OrderedStore.View view) {
        Comparator<Run> byKey =
                (a, b) -> Arrays.compareUnsigned(a.key, a.prefix, a.key.length, b.key, b.prefix, b.key.length);
        var runs = new PriorityQueue<Run>(scan.reverse() ? byKey.reversed() : byKey);
        for (Group group : scan.groups()) {
            var run = new Run(group, view, scan.reverse());
            if (run.advance()) {
                runs.add(run);
            }
        }
        return Stream.generate(() -> {
                    var first = runs.poll();
                    if (first == null) {
                        return null;
                    }
                    keysExamined++;
                    var id = first.value;
                    if (first.advance()) {
                        runs.add(first);
                    }
                    return id;
                })
                .takeWhile(id -> id != null);
    }

    /** The next document of a branch, and its place in the order. */
    private record Next(byte[] key, Found found, Run run, boolean ofIds) {}

    /** The branches of an {@code $or}, each in order, as one in order; a document that several find comes once. */
    private Stream<Found> merged(Plan.Union union) {
        Set<byte[]> seen = new TreeSet<>(Arrays::compareUnsigned);
        var nexts = new PriorityQueue<Next>(Comparator.comparing(Next::key, Arrays::compareUnsigned));
        for (IndexScan scan : union.branches()) {
            boolean ofIds = scan.index().isId();
            for (Group group : scan.groups()) {
                var run = new Run(group, ofIds ? documents : view(scan.index()), scan.reverse());
                next(run, ofIds, union.order(), seen).ifPresent(nexts::add);
            }
        }
        return Stream.generate(() -> {
                    var first = nexts.poll();
                    if (first == null) {
                        return null;
                    }
                    boolean isNew = seen.add(first.found().id());
                    next(first.run(), first.ofIds(), union.order(), seen).ifPresent(nexts::add);
                    return Optional.of(first.found()).filter(_ -> isNew);
                })
                .takeWhile(found -> found != null)
                .flatMap(Optional::stream);
    }

    private Optional<Next> next(Run run, boolean ofIds, List<IndexSpec.Field> order, Set<byte[]> seen) {
        while (run.advance()) {
            keysExamined++;
            var id = ofIds ? run.key : run.value;
            if (!seen.contains(id)) {
                documentsExamined++;
                var document = Bson.decode(ofIds ? run.value : documents.get(id));
                return Optional.of(new Next(IndexKeys.sortKey(document, order), new Found(id, document), run, ofIds));
            }
        }
        return Optional.empty();
    }

    /** Of an index: its keys with the ids; of the documents: their ids with the documents. */
    private static final class Run {
        private final int prefix;
        private final Iterator<OrderedStore.Scan> scans;
        private OrderedStore.Scan scan;
        private byte[] key;
        private byte[] value;

        Run(Group group, OrderedStore.View view, boolean reverse) {
            this.prefix = group.prefixBytes();
            this.scans = inOrder(group.intervals(), reverse).stream()
                    .map(interval -> view.scan(interval.from(), interval.to(), reverse))
                    .iterator();
        }

        boolean advance() {
            while (scan == null || !scan.next()) {
                if (!scans.hasNext()) {
                    return false;
                }
                scan = scans.next();
            }
            key = scan.key();
            value = scan.value();
            return true;
        }
    }
}
