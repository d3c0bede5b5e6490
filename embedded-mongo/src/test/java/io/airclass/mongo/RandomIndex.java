package io.airclass.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.bson.Document;

/** An index as it was asked for, and what it must therefore hold. */
record RandomIndex(String name, Document keys, boolean unique, boolean sparse, Document filter) {

    RandomIndex withSparse() {
        return new RandomIndex(name, keys, unique, true, filter);
    }

    RandomIndex withFilter(Document partialFilter) {
        return new RandomIndex(name, keys, unique, sparse && partialFilter == null, partialFilter);
    }

    void create(MongoCollection<Document> collection) {
        var options = new IndexOptions().name(name).unique(unique).sparse(sparse);
        if (filter != null) {
            options.partialFilterExpression(filter);
        }
        collection.createIndex(keys, options);
    }

    /** How many keys the documents have, told by a server that does not use the index. */
    long keysExpected(MongoCollection<Document> oracle) {
        return indexed(oracle).stream()
                .mapToLong(document -> Keys.of(document, fields(), sparse).size())
                .sum();
    }

    /** Whether two documents share a key although the index is unique. */
    boolean isBroken(MongoCollection<Document> oracle) {
        if (!unique) {
            return false;
        }
        var owners = new HashMap<List<Object>, Object>();
        for (var document : indexed(oracle)) {
            for (var key : Keys.of(document, fields(), sparse)) {
                if (owners.put(key, document.get("_id")) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Document> indexed(MongoCollection<Document> oracle) {
        return oracle.find(filter == null ? new Document() : filter).into(new ArrayList<>());
    }

    private List<String> fields() {
        return List.copyOf(keys.keySet());
    }
}
