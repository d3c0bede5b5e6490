package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.aggregation.accumulator.Accumulator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code $group}: the front end's accumulators, fed with our values; what is equal in MongoDB is one group and one element of a set. */
final class Grouping {
    private final Object id;
    private final Map<String, Supplier<Accumulator>> accumulators;
    private final Document specification;

    Grouping(Document specification) {
        if (!specification.containsKey("_id")) {
            throw new MongoServerError(15955, "a group specification must include an _id");
        }
        this.id = specification.get("_id");
        this.accumulators = Accumulator.parse(specification);
        this.specification = specification;
    }

    Stream<Document> of(Stream<Document> documents) {
        Map<byte[], Group> groups = new TreeMap<>(Arrays::compareUnsigned);
        documents.forEach(document -> {
            var value = Expressions.valueOf(id, document);
            var key = value instanceof Missing ? null : value;
            groups.computeIfAbsent(KeyBytes.of(key), _ -> new Group(key)).take(document);
        });
        return groups.values().stream().map(Group::result);
    }

    private final class Group {
        private final Object key;
        private final Map<String, Accumulator> results = new LinkedHashMap<>();

        /** Values of {@code $push} and {@code $addToSet}, of which the front end drops nulls. */
        private final Map<String, List<Object>> lists = new HashMap<>();

        private final Map<String, Set<byte[]>> sets = new HashMap<>();

        Group(Object key) {
            this.key = key;
            accumulators.forEach((field, accumulator) -> {
                results.put(field, accumulator.get());
                var operator = ((Document) specification.get(field)).keySet();
                if (operator.contains("$push") || operator.contains("$addToSet")) {
                    lists.put(field, new ArrayList<>());
                }
                if (operator.contains("$addToSet")) {
                    sets.put(field, new TreeSet<>(Arrays::compareUnsigned));
                }
            });
        }

        void take(Document document) {
            results.forEach((field, accumulator) -> {
                var value = Expressions.valueOf(accumulator.getExpression(), document);
                if (!lists.containsKey(field)) {
                    accumulator.aggregate(value);
                } else if (!(value instanceof Missing) && isNew(field, value)) {
                    lists.get(field).add(value);
                }
            });
        }

        private boolean isNew(String field, Object value) {
            return !sets.containsKey(field) || sets.get(field).add(KeyBytes.of(value));
        }

        Document result() {
            var result = new Document("_id", key);
            results.forEach((field, accumulator) ->
                    result.put(field, lists.containsKey(field) ? lists.get(field) : accumulator.getResult()));
            return result;
        }
    }
}
