package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys that a document has in an index: one, or one for each element of an array in a field.
 *
 * @param keys in rising order; none when the document is not in the index
 * @param arrayFields bit i is set when the i-th field of the index leads through an array
 */
record IndexKeys(SortedSet<byte[]> keys, long arrayFields) {

    static IndexKeys of(Document document, List<IndexSpec.Field> fields, boolean sparse) {
        return new Extraction(fields, sparse).of(document);
    }

    /** The place of a document in a sort: its smallest key, as MongoDB has it. */
    static byte[] sortKey(Document document, List<IndexSpec.Field> fields) {
        return of(document, fields, false).keys().first();
    }

    private static final class Extraction {
        private final List<IndexSpec.Field> fields;
        private final boolean sparse;
        private final SortedSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        private long arrayFields;

        Extraction(List<IndexSpec.Field> fields, boolean sparse) {
            this.fields = fields;
            this.sparse = sparse;
        }

        IndexKeys of(Document document) {
            var reached = new Reached[fields.size()];
            for (int i = 0; i < reached.length; i++) {
                reached[i] = new Reached(document, List.of(fields.get(i).path().split("\\.", -1)));
            }
            expand(reached);
            return new IndexKeys(keys, arrayFields);
        }

        /** Walks every field as far as the first array; the fields that stand before the same array go through it together. */
        private void expand(Reached[] reached) {
            Collection<?> array = null;
            for (int i = 0; i < reached.length; i++) {
                reached[i] = reached[i].walked();
                if (reached[i].value() instanceof Collection<?> found && !reached[i].done()) {
                    arrayFields |= 1L << i;
                    if (array != null && array != found) {
                        throw new CannotIndexParallelArraysError(paths(reached));
                    }
                    array = found;
                }
            }
            if (array == null) {
                add(reached);
                return;
            }
            if (array.isEmpty()) {
                expand(through(reached, array, KeyBytes.EMPTY));
            }
            for (Object element : array) {
                expand(through(reached, array, element));
            }
        }

        private static Reached[] through(Reached[] reached, Collection<?> array, Object element) {
            var next = reached.clone();
            for (int i = 0; i < next.length; i++) {
                if (next[i].value() == array && !next[i].done()) {
                    next[i] = next[i].in(element);
                }
            }
            return next;
        }

        private List<String> paths(Reached[] reached) {
            var paths = new ArrayList<String>();
            for (int i = 0; i < reached.length; i++) {
                if (reached[i].value() instanceof Collection<?> && !reached[i].done()) {
                    paths.add(fields.get(i).path());
                }
            }
            return paths;
        }

        private void add(Reached[] reached) {
            if (sparse && Arrays.stream(reached).allMatch(field -> field.value() instanceof Missing)) {
                return;
            }
            var key = new byte[0];
            for (int i = 0; i < reached.length; i++) {
                var bytes = KeyBytes.of(reached[i].value());
                key = KeyBytes.concat(key, fields.get(i).ascending() ? bytes : KeyBytes.inverted(bytes));
            }
            keys.add(key);
        }
    }

    /**
     * How far a path has been followed.
     *
     * @param done whether {@code value} is what the path leads to, be it an array or not
     */
    private record Reached(Object value, List<String> rest, boolean done) {

        Reached(Object value, List<String> rest) {
            this(value, rest, false);
        }

        Reached walked() {
            var reached = this;
            while (!reached.done && !reached.rest.isEmpty()) {
                var name = reached.rest.getFirst();
                var tail = reached.rest.subList(1, reached.rest.size());
                switch (reached.value) {
                    case Document document -> reached = new Reached(document.getOrMissing(name), tail);
                    case List<?> list
                    when isPosition(name, list) -> reached = new Reached(list.get(Integer.parseInt(name)), tail);
                    case Collection<?> _ -> {
                        return reached;
                    }
                    case null, default -> reached = new Reached(Missing.getInstance(), List.of(), true);
                }
            }
            return reached;
        }

        /** Within an array: an element is a value of its own only where the path ends. */
        Reached in(Object element) {
            if (rest.isEmpty()) {
                return new Reached(element, rest, true);
            }
            return element instanceof Document ? new Reached(element, rest) : new Reached(absent(element), rest, true);
        }

        /** Below an empty array, and below an element that is no document, nothing is there. */
        private static Object absent(Object element) {
            return element == KeyBytes.EMPTY ? null : Missing.getInstance();
        }

        private static boolean isPosition(String name, List<?> list) {
            return name.length() < 9
                    && !name.isEmpty()
                    && name.chars().allMatch(c -> c >= '0' && c <= '9')
                    && Integer.parseInt(name) < list.size();
        }
    }
}
