package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** An index: for every key of every document an entry of the key with the document's id behind it, which leads to the id. */
final class IndexTable {
    private static final int DIFFERENCES_MAX = 20;

    private final IndexSpec spec;
    private final OrderedStore.Table entries;
    private volatile long arrayFields;

    IndexTable(IndexSpec spec, OrderedStore.Table entries, long arrayFields) {
        this.spec = spec;
        this.entries = entries;
        this.arrayFields = arrayFields;
    }

    IndexSpec spec() {
        return spec;
    }

    /** Bit i is set once a document had an array in the i-th field. */
    long arrayFields() {
        return arrayFields;
    }

    OrderedStore.View view() {
        return entries.view();
    }

    long size() {
        return entries.size();
    }

    /** What a change of a document, either side of which may be null, means here. */
    Change change(byte[] id, Document before, Document after) {
        var old = keysOf(before);
        var fresh = keysOf(after);
        return new Change(
                this, id, without(old.keys(), fresh.keys()), without(fresh.keys(), old.keys()), fresh.arrayFields());
    }

    private static Collection<byte[]> without(SortedSet<byte[]> keys, SortedSet<byte[]> others) {
        var rest = new TreeSet<byte[]>(Arrays::compareUnsigned);
        rest.addAll(keys);
        rest.removeAll(others);
        return rest;
    }

    private IndexKeys keysOf(Document document) {
        if (document == null
                || !spec.partialFilter()
                        .map(filter -> new DefaultQueryMatcher().matches(document, Filters.asMongo(filter)))
                        .orElse(true)) {
            return new IndexKeys(new TreeSet<>(), 0);
        }
        return IndexKeys.of(document, spec.fields(), spec.sparse());
    }

    /** Where the entries are not what the documents say. */
    List<String> differences(OrderedStore.View documents, OrderedStore.View view) {
        var differences = new ArrayList<String>();
        long expected = 0;
        for (var all = documents.scan(null, null, false); all.next() && differences.size() < DIFFERENCES_MAX; ) {
            for (byte[] key : keysOf(Bson.decode(all.value())).keys()) {
                expected++;
                if (!Arrays.equals(all.key(), view.get(KeyBytes.concat(key, all.key())))) {
                    differences.add("index " + spec.name() + " lacks a key of a document");
                }
            }
        }
        long found = 0;
        for (var all = view.scan(null, null, false); all.next(); ) {
            found++;
        }
        if (found != expected) {
            differences.add("index " + spec.name() + " has " + found + " keys where the documents have " + expected);
        }
        return differences;
    }

    /** Entries that go and come with a change of one document. */
    record Change(IndexTable table, byte[] id, Collection<byte[]> gone, Collection<byte[]> come, long arrays) {

        boolean isAny() {
            return !gone.isEmpty() || !come.isEmpty() || teachesArrays();
        }

        boolean teachesArrays() {
            return (arrays & ~table.arrayFields) != 0;
        }

        /** A key that another document has in a unique index. */
        Optional<byte[]> firstTaken() {
            return table.spec.unique() ? come.stream().filter(this::isTaken).findFirst() : Optional.empty();
        }

        private boolean isTaken(byte[] key) {
            for (var same = table.entries.view().scan(key, KeyBytes.after(key), false); same.next(); ) {
                if (!Arrays.equals(same.value(), id)) {
                    return true;
                }
            }
            return false;
        }

        void make() {
            gone.forEach(key -> table.entries.remove(KeyBytes.concat(key, id)));
            come.forEach(key -> table.entries.put(KeyBytes.concat(key, id), id));
            table.arrayFields |= arrays;
        }
    }
}
