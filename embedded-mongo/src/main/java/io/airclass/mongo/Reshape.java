package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What {@code $project} and {@code $addFields} make of a document. Everything is computed from the document as it came, and a path goes into
 * each element of an array.
 */
final class Reshape {
    private static final int EMPTY_SPECIFICATION = 40177;
    private static final int EMPTY_OBJECT = 40180;
    private static final int COLLISION = 31250;
    private static final int COLLISION_OF_ADDED = 40176;
    private static final int EXCLUSION_AMONG_INCLUSIONS = 31254;

    /** Fields of one level: kept as they are, computed, or with something below. */
    private static final class Level {
        private final Map<String, Level> below = new LinkedHashMap<>();
        private final Map<String, Object> leaves = new LinkedHashMap<>();
        private final int collision;
        private boolean computes;

        Level(int collision) {
            this.collision = collision;
        }

        void plant(List<String> path, Object leaf, boolean computed) {
            computes |= computed;
            var name = path.getFirst();
            if (leaves.containsKey(name) || path.size() == 1 && below.containsKey(name)) {
                throw new MongoServerError(collision, "Path collision at " + name);
            }
            if (path.size() == 1) {
                leaves.put(name, leaf);
            } else {
                below.computeIfAbsent(name, missing -> new Level(collision))
                        .plant(path.subList(1, path.size()), leaf, computed);
            }
        }
    }

    /** Instead of an expression: the field as it is. */
    private static final Object AS_IT_IS = new Object();

    private final Level root;
    private final boolean keepsOthers;

    private Reshape(boolean keepsOthers) {
        this.keepsOthers = keepsOthers;
        this.root = new Level(keepsOthers ? COLLISION_OF_ADDED : COLLISION);
    }

    static UnaryOperator<Document> addFields(Document specification) {
        var reshape = new Reshape(true);
        paths("$addFields", specification).forEach((path, value) -> reshape.root.plant(names(path), value, true));
        return reshape::of;
    }

    static UnaryOperator<Document> project(Document specification) {
        var paths = paths("$project", specification);
        boolean excludes = paths.entrySet().stream()
                .anyMatch(entry -> isSwitch(entry.getValue())
                        && !Utils.isTrue(entry.getValue())
                        && !entry.getKey().equals("_id"));
        boolean includes = paths.entrySet().stream()
                .anyMatch(entry -> !isSwitch(entry.getValue())
                        || Utils.isTrue(entry.getValue()) && !entry.getKey().equals("_id"));
        if (includes && excludes) {
            throw new MongoServerError(
                    EXCLUSION_AMONG_INCLUSIONS,
                    "Invalid $project :: caused by :: Cannot do exclusion in inclusion projection");
        }
        boolean withoutId = isSwitch(paths.get("_id")) && !Utils.isTrue(paths.get("_id"));
        if (excludes || !includes && withoutId) {
            return document -> Projections.excluded(paths, document);
        }
        var reshape = new Reshape(false);
        paths.putIfAbsent("_id", 1);
        paths.forEach((path, value) -> {
            if (!isSwitch(value)) {
                reshape.root.plant(names(path), value, true);
            } else if (Utils.isTrue(value)) {
                reshape.root.plant(names(path), AS_IT_IS, false);
            }
        });
        return reshape::of;
    }

    private static boolean isSwitch(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** A document within is a way to write paths. */
    private static Document paths(String stage, Document specification) {
        if (specification.isEmpty()) {
            throw new MongoServerError(
                    EMPTY_SPECIFICATION,
                    "Invalid " + stage + " :: caused by :: specification must have at least one field");
        }
        var paths = new Document();
        gather("", specification, paths);
        return paths;
    }

    private static void gather(String prefix, Document specification, Document paths) {
        specification.forEach((name, value) -> {
            var path = prefix + name;
            if (names(path).stream().anyMatch(part -> part.isEmpty() || part.startsWith("$"))) {
                throw new MongoServerError(16410, "FieldPath '" + path + "' is not valid");
            }
            if (!(value instanceof Document document) || Expressions.isOperator(document)) {
                paths.put(path, value);
            } else if (document.isEmpty()) {
                throw new MongoServerError(EMPTY_OBJECT, "An empty object is not a valid value. Found at path " + path);
            } else {
                gather(path + ".", document, paths);
            }
        });
    }

    private static List<String> names(String path) {
        return Expressions.names(path);
    }

    private Document of(Document document) {
        return (Document) shaped(root, document, document);
    }

    private Object shaped(Level level, Object value, Document original) {
        return switch (value) {
            case Document document -> shapedFields(level, document, original);
            case Collection<?> array -> {
                var elements = new ArrayList<Object>();
                array.forEach(element -> {
                    var shaped = shaped(level, element, original);
                    if (!(shaped instanceof Missing)) {
                        elements.add(shaped);
                    }
                });
                yield elements;
            }
            case null, default ->
                level.computes
                        ? shapedFields(level, new Document(), original)
                        : keepsOthers ? value : Missing.getInstance();
        };
    }

    private Document shapedFields(Level level, Document document, Document original) {
        var result = new Document();
        document.forEach((name, value) -> {
            if (level.below.containsKey(name)) {
                put(result, name, shaped(level.below.get(name), value, original));
            } else if (keepsOthers || level.leaves.get(name) == AS_IT_IS) {
                result.put(name, value);
            }
        });
        level.below.forEach((name, below) -> {
            if (!document.containsKey(name)) {
                put(result, name, shaped(below, Missing.getInstance(), original));
            }
        });
        level.leaves.forEach((name, expression) -> {
            if (expression != AS_IT_IS) {
                put(result, name, Expressions.valueOf(expression, original));
            }
        });
        return result;
    }

    private static void put(Document result, String name, Object value) {
        if (value instanceof Missing) {
            result.remove(name);
        } else {
            result.put(name, value);
        }
    }
}
