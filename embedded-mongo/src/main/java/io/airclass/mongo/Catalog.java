package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which indexes each collection has. A table that it does not know of is the rest of something unfinished. */
final class Catalog {
    private static final Logger log = LoggerFactory.getLogger(Catalog.class);
    private static final String DOCUMENTS = "documents:";
    private static final String INDEX = "index:";

    private final OrderedStore store;
    private final OrderedStore.Table table;

    Catalog(OrderedStore store) {
        this.store = store;
        this.table = store.table("catalog");
    }

    static String documentsOf(String collection) {
        return DOCUMENTS + collection;
    }

    static String tableOf(String collection, String index) {
        return INDEX + collection + ":" + index;
    }

    Set<String> databaseNames() {
        return store.tableNames().stream()
                .filter(name -> name.startsWith(DOCUMENTS))
                .map(name -> name.substring(DOCUMENTS.length(), name.indexOf('.')))
                .collect(Collectors.toSet());
    }

    List<String> collectionsOf(String database) {
        var prefix = DOCUMENTS + database + ".";
        return store.tableNames().stream()
                .filter(name -> name.startsWith(prefix) && !name.startsWith(prefix + "system."))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    List<Planner.Candidate> indexesOf(String collection) {
        var kept = Bson.decode(table.get(key(collection)));
        return kept == null ? List.of() : indexes(kept);
    }

    private static List<Planner.Candidate> indexes(Document kept) {
        return ((Collection<?>) kept.get("indexes"))
                .stream()
                        .map(Document.class::cast)
                        .map(index -> new Planner.Candidate(
                                IndexSpec.of((Document) index.get("description")), (Long) index.get("arrayFields")))
                        .toList();
    }

    /** To be called within the change that makes it so. */
    void keep(String collection, List<IndexTable> indexes) {
        var kept = new Document("collection", collection)
                .append(
                        "indexes",
                        indexes.stream()
                                .map(index -> new Document(
                                                "description", index.spec().toDocument())
                                        .append("arrayFields", index.arrayFields()))
                                .toList());
        table.put(key(collection), Bson.encode(kept));
    }

    void forget(String collection) {
        table.remove(key(collection));
    }

    /** Drops the tables of indexes whose building was cut off. */
    void dropUnfinished() {
        var known = new HashSet<String>();
        for (var all = table.view().scan(null, null, false); all.next(); ) {
            var kept = Bson.decode(all.value());
            indexes(kept)
                    .forEach(index -> known.add(tableOf(
                            (String) kept.get("collection"), index.index().name())));
        }
        store.tableNames().stream()
                .filter(name -> name.startsWith(INDEX) && !known.contains(name))
                .forEach(name -> {
                    log.info("Dropping what an unfinished index left behind: {}", name);
                    store.drop(name);
                });
    }

    private static byte[] key(String collection) {
        return collection.getBytes(StandardCharsets.UTF_8);
    }
}
