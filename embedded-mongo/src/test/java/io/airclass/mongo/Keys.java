package io.airclass.mongo;

import static io.airclass.mongo.Keys.Absent.MISSING;
import static io.airclass.mongo.Keys.Absent.NOTHING;
import static io.airclass.mongo.Keys.Absent.UNDEFINED;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/**
 * The keys that MongoDB takes from a document for an index or a sort, and the order of values: written down once more and
 * independently, to hold the server against it.
 */
final class Keys {

    /** Values that are none; null and missing are one key, {@link #NOTHING}. */
    enum Absent {
        MISSING,
        NOTHING,
        /** The key of an empty array. */
        UNDEFINED
    }

    /** Values in MongoDB's order, as far as the tests use its types. */
    static final Comparator<Object> ORDER =
            Comparator.<Object>comparingInt(Keys::rank).thenComparing(Keys::compareWithinType);

    private Keys() {}

    /**
     * Of each field in this order; more than one if a field is an array or lies in one.
     *
     * @param sparse whether a key of which every field is missing is none
     */
    static Set<List<Object>> of(Document document, List<String> fields, boolean sparse) {
        List<?> array = null;
        String arrayPath = null;
        for (var field : fields) {
            var path = pathToArray(document, field);
            if (path != null) {
                arrayPath = path;
                array = (List<?>) at(document, path);
            }
        }
        var found = new ArrayList<List<Object>>();
        if (array == null) {
            found.add(valuesOf(document, fields, null, null));
        } else if (array.isEmpty()) {
            found.add(valuesOf(document, fields, arrayPath, UNDEFINED));
        } else {
            for (var element : array) {
                found.add(valuesOf(document, fields, arrayPath, element));
            }
        }
        var keys = new LinkedHashSet<List<Object>>();
        for (var values : found) {
            if (!sparse || values.stream().anyMatch(value -> value != MISSING)) {
                keys.add(values.stream().map(Keys::normal).toList());
            }
        }
        return keys;
    }

    /** What a document is sorted by: of an array its smallest element upward, its largest downward. */
    static List<Object> sortKey(Document document, Document sort) {
        var key = new ArrayList<>();
        sort.forEach((field, direction) -> {
            var values = of(document, List.of(field), false).stream()
                    .map(List::getFirst)
                    .sorted(ORDER)
                    .toList();
            key.add(((Number) direction).intValue() > 0 ? values.getFirst() : values.getLast());
        });
        return key;
    }

    private static List<Object> valuesOf(Document document, List<String> fields, String arrayPath, Object element) {
        var values = new ArrayList<>();
        for (var field : fields) {
            if (field.equals(arrayPath)) {
                values.add(element);
            } else if (arrayPath != null && field.startsWith(arrayPath + ".")) {
                values.add(at(element, field.substring(arrayPath.length() + 1)));
            } else {
                values.add(at(document, field));
            }
        }
        return values;
    }

    private static Object at(Object value, String path) {
        for (var name : path.split("\\.")) {
            value = value instanceof Document document && document.containsKey(name) ? document.get(name) : MISSING;
        }
        return value;
    }

    private static String pathToArray(Document document, String field) {
        Object value = document;
        var path = "";
        for (var name : field.split("\\.")) {
            value = value instanceof Document parent ? parent.get(name) : null;
            path = path.isEmpty() ? name : path + "." + name;
            if (value instanceof List) {
                return path;
            }
        }
        return null;
    }

    private static Object normal(Object value) {
        return switch (value) {
            case null -> NOTHING;
            case Object missing when missing == MISSING -> NOTHING;
            case Number number -> {
                var exact = new BigDecimal(number.toString());
                yield exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
            }
            case Document document -> {
                var normal = new TreeMap<String, Object>();
                document.forEach((name, each) -> normal.put(name, normal(each)));
                yield normal;
            }
            default -> value;
        };
    }

    private static int rank(Object value) {
        return switch (value) {
            case Absent absent -> absent == UNDEFINED ? 0 : 1;
            case BigDecimal number -> 2;
            case String text -> 3;
            case Map<?, ?> document -> 4;
            case Boolean truth -> 5;
            case Date date -> 6;
            default -> throw new IllegalArgumentException("no rank for " + value.getClass());
        };
    }

    private static int compareWithinType(Object left, Object right) {
        return switch (left) {
            case BigDecimal number -> number.compareTo((BigDecimal) right);
            case String text -> text.compareTo((String) right);
            case Boolean truth -> truth.compareTo((Boolean) right);
            case Date date -> date.compareTo((Date) right);
            case Map<?, ?> document -> document.toString().compareTo(right.toString());
            default -> 0;
        };
    }
}
