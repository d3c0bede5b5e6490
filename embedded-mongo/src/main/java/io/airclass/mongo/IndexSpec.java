package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an index was declared to be.
 *
 * @param partialFilter only documents that match it are in the index
 * @param expireAfter documents go so long after the date in the one field
 */
record IndexSpec(
        String name,
        List<Field> fields,
        boolean unique,
        boolean sparse,
        Optional<Document> partialFilter,
        Optional<Duration> expireAfter) {

    private static final Set<String> OPTIONS = Set.of(
            "v",
            "key",
            "name",
            "ns",
            "unique",
            "sparse",
            "background",
            "partialFilterExpression",
            "expireAfterSeconds");

    /** The index that the documents themselves are kept in the order of. */
    static final IndexSpec ID =
            new IndexSpec("_id_", List.of(new Field("_id", true)), true, false, Optional.empty(), Optional.empty());

    /** @param path with dots into embedded documents */
    record Field(String path, boolean ascending) {

        static List<Field> of(Document sort) {
            return sort.entrySet().stream()
                    .map(entry -> new Field(entry.getKey(), ((Number) entry.getValue()).intValue() > 0))
                    .toList();
        }
    }

    static IndexSpec of(Document description) {
        for (String option : description.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw Refusals.notSupported("the index option " + option);
            }
        }
        if (!(description.get("key") instanceof Document key) || key.isEmpty()) {
            throw Refusals.badValue("An index needs at least one field");
        }
        var fields = key.entrySet().stream()
                .map(entry -> new Field(entry.getKey(), ascending(entry.getKey(), entry.getValue())))
                .toList();
        if (!(description.get("name") instanceof String name) || name.isEmpty()) {
            throw Refusals.badValue("An index needs a name");
        }
        var expiry = Optional.ofNullable((Number) description.get("expireAfterSeconds"))
                .map(seconds -> Duration.ofSeconds(seconds.longValue()));
        if (expiry.isPresent() && (fields.size() > 1 || fields.getFirst().path().equals("_id"))) {
            throw Refusals.badValue(
                    "TTL indexes are single-field indexes, compound indexes and _id do not support them");
        }
        var filter = Optional.ofNullable((Document) description.get("partialFilterExpression"));
        filter.ifPresent(CommandRules::checkFilter);
        if (key.keySet().equals(Set.of("_id")) && description.containsKey("sparse")) {
            throw new MongoServerError(197, "InvalidIndexSpecificationOption", "The _id index takes no options");
        }
        boolean sparse = Utils.isTrue(description.get("sparse"));
        if (sparse && filter.isPresent()) {
            throw Refusals.badValue("cannot mix \"partialFilterExpression\" and \"sparse\" options");
        }
        return new IndexSpec(name, fields, Utils.isTrue(description.get("unique")), sparse, filter, expiry);
    }

    private static boolean ascending(String field, Object direction) {
        if (field.contains("$**") || !(direction instanceof Number number) || number.doubleValue() == 0) {
            throw Refusals.notSupported("an index on " + field + ": " + direction);
        }
        return number.doubleValue() > 0;
    }

    boolean isId() {
        return this == ID;
    }

    boolean hasSameOptions(IndexSpec other) {
        return fields.equals(other.fields)
                && unique == other.unique
                && sparse == other.sparse
                && partialFilter.equals(other.partialFilter)
                && expireAfter.equals(other.expireAfter);
    }

    Document keyPattern() {
        var pattern = new Document();
        fields.forEach(field -> pattern.append(field.path(), field.ascending() ? 1 : -1));
        return pattern;
    }

    /** As {@code listIndexes} answers it. */
    Document toDocument() {
        var description = new Document("v", 2).append("key", keyPattern()).append("name", name);
        if (unique && !isId()) {
            description.append("unique", true);
        }
        if (sparse) {
            description.append("sparse", true);
        }
        partialFilter.ifPresent(filter -> description.append("partialFilterExpression", filter));
        expireAfter.ifPresent(after -> description.append("expireAfterSeconds", after.toSeconds()));
        return description;
    }
}
