package io.airclass.kit.store;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.conversions.Bson;

/** An index with the name by which tests and {@code explain} know it. */
public record NamedIndex(IndexModel model) {

    /** An ascending index on these fields, in this order. */
    public static NamedIndex on(String name, String... fields) {
        return of(name, Indexes.ascending(fields), new IndexOptions());
    }

    /** An ascending index that takes each combination of values once. */
    public static NamedIndex unique(String name, String... fields) {
        return of(name, Indexes.ascending(fields), new IndexOptions().unique(true));
    }

    /** An ascending index that holds only documents with the fields. */
    public static NamedIndex sparse(String name, String... fields) {
        return of(name, Indexes.ascending(fields), new IndexOptions().sparse(true));
    }

    /** An index with keys in any direction. */
    public static NamedIndex of(String name, Bson keys, IndexOptions options) {
        return new NamedIndex(new IndexModel(keys, options.name(name)));
    }
}
