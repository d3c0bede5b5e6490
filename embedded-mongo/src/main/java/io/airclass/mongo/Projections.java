package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of an answer: included, excluded, or a part of an array by {@code $slice} or {@code $elemMatch}. */
final class Projections {
    private Projections() {}

    /** @throws de.bwaldvogel.mongo.exception.MongoServerError for a projection that is wrong, or not supported here */
    static void check(Document projection) {
        boolean includes = false;
        boolean excludes = false;
        for (var entry : projection.entrySet()) {
            var path = entry.getKey();
            var value = entry.getValue();
            if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
                throw Refusals.badValue("FieldPath '" + path + "' is not valid");
            }
            if (path.startsWith("$") || path.contains(".$")) {
                throw Refusals.notSupported("the positional projection " + path);
            }
            if (value instanceof Document operator) {
                includes |= checkOperator(path, operator);
            } else if (!(value instanceof Boolean || value instanceof Number)) {
                throw Refusals.notSupported("the computed projection of " + path);
            } else if (!path.equals("_id")) {
                includes |= Utils.isTrue(value);
                excludes |= !Utils.isTrue(value);
            }
        }
        if (includes && excludes) {
            throw new MongoServerError(31253, "Cannot do inclusion and exclusion of fields in one projection");
        }
    }

    /** Whether it makes the projection one that includes. */
    private static boolean checkOperator(String path, Document operator) {
        if (operator.size() == 1 && operator.get("$elemMatch") instanceof Document match) {
            CommandRules.checkFilter(match);
            return true;
        }
        if (operator.size() == 1 && isSlice(operator.get("$slice"))) {
            return false;
        }
        throw Refusals.notSupported("the computed projection of " + path);
    }

    private static boolean isSlice(Object slice) {
        return slice instanceof Number
                || slice instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof Number
                        && pair.get(1) instanceof Number count
                        && count.intValue() > 0;
    }

    static Document apply(Document projection, Document document) {
        if (projection == null || projection.isEmpty() || document == null) {
            return document;
        }
        boolean includes = projection.entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals("_id")
                        && (entry.getValue() instanceof Document operator
                                ? operator.containsKey("$elemMatch")
                                : Utils.isTrue(entry.getValue())));
        boolean onlyId = projection.keySet().equals(Set.of("_id")) && Utils.isTrue(projection.get("_id"));
        return includes || onlyId ? including(projection, document) : excluded(projection, document);
    }

    private static Document including(Document projection, Document document) {
        var tree = new Document();
        if (!projection.containsKey("_id")) {
            tree.append("_id", true);
        }
        projection.forEach((path, value) -> {
            if (value instanceof Document || Utils.isTrue(value)) {
                plant(tree, path, value instanceof Document ? value : Boolean.TRUE);
            }
        });
        return included(tree, document);
    }

    /** Paths with a common beginning as one tree; at its leaves true or an operator. */
    private static void plant(Document tree, String path, Object leaf) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, leaf);
        } else if (tree.computeIfAbsent(path.substring(0, dot), _ -> new Document()) instanceof Document below) {
            plant(below, path.substring(dot + 1), leaf);
        }
    }

    private static Document included(Document tree, Document document) {
        var result = new Document();
        document.forEach((name, value) -> {
            var leaf = tree.get(name);
            if (Boolean.TRUE.equals(leaf)) {
                result.put(name, value);
            } else if (leaf instanceof Document operator && operator.containsKey("$slice")) {
                result.put(name, sliced(value, operator.get("$slice")));
            } else if (leaf instanceof Document operator && operator.containsKey("$elemMatch")) {
                firstMatch(value, (Document) operator.get("$elemMatch"))
                        .ifPresent(found -> result.put(name, List.of(found)));
            } else if (leaf instanceof Document below) {
                includedBelow(below, value, result, name);
            }
        });
        return result;
    }

    private static void includedBelow(Document tree, Object value, Document result, String name) {
        if (value instanceof Document document) {
            result.put(name, included(tree, document));
        } else if (value instanceof Collection<?> array) {
            result.put(name, includedInEach(tree, array));
        }
    }

    /** Documents, also those in arrays within; what is neither is dropped. */
    private static List<Object> includedInEach(Document tree, Collection<?> array) {
        return array.stream()
                .filter(element -> element instanceof Document || element instanceof Collection<?>)
                .<Object>map(element -> element instanceof Document document
                        ? included(tree, document)
                        : includedInEach(tree, (Collection<?>) element))
                .toList();
    }

    private static Optional<Object> firstMatch(Object array, Document match) {
        if (!(array instanceof Collection<?> elements)) {
            return Optional.empty();
        }
        var matcher = new DefaultQueryMatcher();
        var filter = new Document("element", new Document("$elemMatch", match));
        return elements.stream()
                .filter(element -> matcher.matches(new Document("element", List.of(element)), filter))
                .map(Object.class::cast)
                .findFirst();
    }

    /** Without the fields that are switched off, and with parts of the arrays that are sliced. */
    static Document excluded(Document projection, Document document) {
        var result = document.cloneDeeply();
        projection.forEach((path, value) -> {
            if (value instanceof Document operator) {
                slice(result, path, operator.get("$slice"));
            } else if (!Utils.isTrue(value)) {
                remove(result, path);
            }
        });
        return result;
    }

    private static void remove(Object value, String path) {
        int dot = path.indexOf('.');
        if (value instanceof Collection<?> array) {
            array.forEach(element -> remove(element, path));
        } else if (value instanceof Document document) {
            if (dot < 0) {
                document.remove(path);
            } else {
                remove(document.get(path.substring(0, dot)), path.substring(dot + 1));
            }
        }
    }

    private static void slice(Object value, String path, Object slice) {
        int dot = path.indexOf('.');
        if (value instanceof Collection<?> array) {
            array.forEach(element -> slice(element, path, slice));
        } else if (value instanceof Document document) {
            if (dot >= 0) {
                slice(document.get(path.substring(0, dot)), path.substring(dot + 1), slice);
            } else if (document.containsKey(path)) {
                document.put(path, sliced(document.get(path), slice));
            }
        }
    }

    private static Object sliced(Object value, Object slice) {
        if (!(value instanceof Collection<?> elements)) {
            return value;
        }
        var array = new ArrayList<Object>(elements);
        int size = array.size();
        int from;
        int count;
        if (slice instanceof List<?> pair) {
            int skip = ((Number) pair.get(0)).intValue();
            from = skip < 0 ? Math.max(0, size + skip) : Math.min(skip, size);
            count = ((Number) pair.get(1)).intValue();
        } else {
            int number = ((Number) slice).intValue();
            from = number < 0 ? Math.max(0, size + number) : 0;
            count = Math.abs(number);
        }
        return array.subList(from, (int) Math.min((long) size, (long) from + count));
    }
}
