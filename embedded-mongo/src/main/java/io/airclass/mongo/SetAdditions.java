package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** {@code $addToSet} with MongoDB's equality: the front end has Java's, to which 1 and 1.0 differ. */
final class SetAdditions {
    private static final int TYPE_MISMATCH = 14;
    private static final SetAdditions NONE = new SetAdditions(null, new Document());

    private final Document update;
    private final Document additions;

    private SetAdditions(Document update, Document additions) {
        this.update = update;
        this.additions = additions;
    }

    static SetAdditions none() {
        return NONE;
    }

    /**
     * @param filter of an upsert, or null: a document is made from what it says
     * @throws de.bwaldvogel.mongo.exception.MongoServerError for what the front end would have to compare
     */
    static SetAdditions of(Document update, Document filter) {
        if (update == null || !(update.get("$addToSet") instanceof Document asked)) {
            return new SetAdditions(update, new Document());
        }
        var plain = new Document();
        var left = new Document();
        var pushes = ((Document) update.getOrDefault("$push", new Document())).clone();
        asked.forEach((path, value) -> {
            if (filter != null && filter.containsKey(path)) {
                throw Refusals.notSupported("an upsert with $addToSet of a field that its filter names: " + path);
            }
            if (path.contains("$") || pushes.containsKey(path)) {
                requireEqualAsInJava(path, values(value));
                left.put(path, value);
            } else {
                plain.put(path, value);
                pushes.put(path, new Document("$each", new ArrayList<Object>(values(value))));
            }
        });
        var rewritten = update.clone();
        rewritten.put("$push", pushes);
        rewritten.put("$addToSet", left);
        rewritten.values().removeIf(fields -> fields instanceof Document none && none.isEmpty());
        return new SetAdditions(rewritten, plain);
    }

    private static Collection<?> values(Object value) {
        if (!(value instanceof Document each) || !each.containsKey("$each")) {
            return Arrays.asList(value);
        }
        if (!(each.get("$each") instanceof Collection<?> several)) {
            throw new MongoServerError(TYPE_MISMATCH, "The argument to $each in $addToSet must be an array");
        }
        return several;
    }

    private static void requireEqualAsInJava(String path, Collection<?> values) {
        if (values.stream()
                .anyMatch(value ->
                        value instanceof Number || value instanceof Document || value instanceof Collection<?>)) {
            throw Refusals.notSupported("$addToSet of numbers, documents or arrays by the path " + path);
        }
    }

    /** The update for the front end: what is to be added is pushed, and {@link #redo} takes care of what was there. */
    Document update() {
        return update;
    }

    /** Puts into {@code after} what MongoDB would have made of {@code before}. */
    void redo(Document before, Document after) {
        additions.forEach((path, value) -> {
            var elements = new ArrayList<Object>();
            if (Utils.getSubdocumentValue(before, path) instanceof Collection<?> array) {
                elements.addAll(array);
            }
            Set<byte[]> known = new TreeSet<>(Arrays::compareUnsigned);
            elements.forEach(element -> known.add(KeyBytes.of(element)));
            values(value).stream().filter(one -> known.add(KeyBytes.of(one))).forEach(elements::add);
            Utils.changeSubdocumentValue(after, path, elements);
        });
    }
}
