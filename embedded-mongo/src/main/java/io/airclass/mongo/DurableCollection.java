package io.airclass.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The documents of a collection in the order of their ids, and its indexes, in tables of one store. One writer at a time decides and
 * changes; readers see documents and indexes as they were between two changes and wait for nobody.
 */
final class DurableCollection extends AbstractMongoCollection<byte[]> {
    private static final int DOCUMENT_BYTES_MAX = 16 << 20;
    private static final int BUILD_BATCH = 1000;

    private final OrderedStore store;
    private final OrderedStore.Table documents;
    private final Catalog catalog;
    private final List<IndexTable> indexes = new CopyOnWriteArrayList<>();

    /** Held while a change is decided and made. */
    private final ReentrantLock writing = new ReentrantLock();

    private final Snapshots snapshots = new Snapshots();

    /** How many documents the statement that is being carried out may touch; 0 for all. */
    private int writeLimit;

    /** Of the update that is being carried out. */
    private SetAdditions setAdditions = SetAdditions.none();

    /** The id of the document that was inserted last. */
    private Object inserted;

    DurableCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            OrderedStore store,
            Catalog catalog) {
        super(database, name, options, cursors);
        this.store = store;
        this.catalog = catalog;
        this.documents = store.table(Catalog.documentsOf(getFullName()));
        catalog.indexesOf(getFullName()).forEach(kept -> indexes.add(open(kept.index(), kept.arrayFields())));
    }

    private IndexTable open(IndexSpec index, long arrayFields) {
        return new IndexTable(index, store.table(Catalog.tableOf(getFullName(), index.name())), arrayFields);
    }

    // ---- reading

    /** Documents and indexes as they were at one moment; to be closed. */
    Snapshot snapshot() {
        var reading = store.read();
        return snapshots.take(() -> new Snapshot(
                reading,
                documents.view(),
                indexes.stream()
                        .map(table -> new Snapshot.IndexView(table, table.view()))
                        .toList()));
    }

    @Override
    protected QueryResult queryDocuments(
            Document filter, Document sort, int skip, int limit, int batchSize, Document projection) {
        int most = writing.isHeldByCurrentThread() && writeLimit > 0 ? writeLimit : limit;
        try (var snapshot = snapshot()) {
            var query = new Query(filter, sort, skip, most, Optional.empty());
            return new QueryResult(snapshot.find(query)
                    .map(document -> Projections.apply(projection, document))
                    .toList());
        }
    }

    @Override
    protected QueryResult matchDocuments(
            Document filter, Document sort, int skip, int limit, int batchSize, Document projection) {
        return queryDocuments(filter, sort, skip, limit, batchSize, projection);
    }

    @Override
    public int count(Document filter, int skip, int limit) {
        try (var snapshot = snapshot()) {
            var query = new Query(
                    filter == null ? new Document() : filter, null, skip, Math.max(limit, 0), Optional.empty());
            return (int)
                    (query.filter().isEmpty()
                            ? query.cut(documents.size())
                            : snapshot.find(query).count());
        }
    }

    @Override
    public int count() {
        return (int) documents.size();
    }

    @Override
    protected Document getDocument(byte[] id) {
        return Bson.decode(documents.get(id));
    }

    @Override
    protected Stream<DocumentWithPosition<byte[]>> streamAllDocumentsWithPosition() {
        throw new UnsupportedOperationException("Everything that reads all documents is overridden");
    }

    @Override
    protected byte[] findDocumentPosition(Document document) {
        return id(document);
    }

    private byte[] id(Document document) {
        return KeyBytes.of(document.get(getIdField()));
    }

    // ---- writing

    private <T> T alone(int limit, Supplier<T> change) {
        writing.lock();
        try {
            writeLimit = limit;
            return change.get();
        } finally {
            writeLimit = 0;
            writing.unlock();
        }
    }

    @Override
    public void addDocument(Document document) {
        alone(0, () -> {
            super.addDocument(document);
            return null;
        });
    }

    @Override
    public Document updateDocuments(
            Document filter, Document update, ArrayFilters arrayFilters, boolean multi, boolean upsert, Oplog oplog) {
        return alone(
                multi ? 0 : 1,
                () -> adding(
                        SetAdditions.of(update, upsert ? filter : null),
                        rewritten -> super.updateDocuments(filter, rewritten, arrayFilters, multi, upsert, oplog)));
    }

    private <T> T adding(SetAdditions additions, Function<Document, T> update) {
        setAdditions = additions;
        try {
            return update.apply(additions.update());
        } finally {
            setAdditions = SetAdditions.none();
        }
    }

    @Override
    public int deleteDocuments(Document filter, int limit, Oplog oplog) {
        return alone(Math.max(limit, 0), () -> {
            int deleted = 0;
            for (Document document : queryDocuments(filter, null, 0, 0, 0, null)) {
                removeDocument(id(document));
                deleted++;
            }
            return deleted;
        });
    }

    @Override
    public Document findAndModify(Document command) {
        var fields = (Document) command.get("fields");
        var whole = command.clone();
        whole.remove("fields");
        var filter = Utils.isTrue(command.get("upsert")) ? (Document) command.get("query") : null;
        return alone(0, () -> {
            inserted = null;
            var result = adding(SetAdditions.of((Document) command.get("update"), filter), rewritten -> {
                whole.replace("update", rewritten);
                return super.findAndModify(whole);
            });
            var found = (Document) result.get("value");
            result.putIfAbsent("lastErrorObject", changed(command, found));
            result.put("value", Projections.apply(fields, found));
            return result;
        });
    }

    /** What the front end leaves out of its answer when nothing was updated. */
    private Document changed(Document command, Document found) {
        if (Utils.isTrue(command.get("remove"))) {
            return new Document("n", found == null ? 0 : 1);
        }
        var changed = new Document("n", inserted == null ? 0 : 1).append("updatedExisting", false);
        changed.putIfNotNull("upserted", inserted);
        return changed;
    }

    @Override
    protected byte[] addDocumentInternal(Document document) {
        var id = id(document);
        if (documents.get(id) != null) {
            throw new DuplicateKeyError(this, "_id_ dup key: { _id: " + shown(document.get(getIdField())) + " }");
        }
        setAdditions.redo(new Document(), document);
        replace(id, null, document);
        inserted = document.get(getIdField());
        return id;
    }

    @Override
    protected void handleUpdate(byte[] id, Document before, Document after) {
        setAdditions.redo(before, after);
        replace(id, before, after);
    }

    @Override
    protected void removeDocument(byte[] id) {
        alone(writeLimit, () -> {
            replace(id, getDocument(id), null);
            return null;
        });
    }

    /** The document and all its index entries in one step; either may be null. */
    private void replace(byte[] id, Document before, Document after) {
        var bytes = after == null ? null : Bson.encode(withIdFirst(after));
        if (bytes != null && bytes.length > DOCUMENT_BYTES_MAX) {
            throw Refusals.tooLarge(bytes.length);
        }
        var changes = indexes.stream()
                .map(table -> table.change(id, before, after))
                .filter(IndexTable.Change::isAny)
                .toList();
        changes.forEach(change -> change.firstTaken().ifPresent(taken -> {
            throw duplicate(change.table().spec(), after);
        }));
        boolean newArrays = changes.stream().anyMatch(IndexTable.Change::teachesArrays);
        store.atomically(() -> snapshots.change(() -> {
            if (bytes == null) {
                documents.remove(id);
            } else {
                documents.put(id, bytes);
            }
            changes.forEach(IndexTable.Change::make);
            if (newArrays) {
                catalog.keep(getFullName(), indexes);
            }
        }));
    }

    private Document withIdFirst(Document document) {
        if (getIdField() == null || document.keySet().iterator().next().equals(getIdField())) {
            return document;
        }
        var reordered = new Document(getIdField(), document.get(getIdField()));
        document.forEach(reordered::putIfAbsent);
        return reordered;
    }

    private DuplicateKeyError duplicate(IndexSpec index, Document document) {
        var values = new ArrayList<String>();
        for (IndexSpec.Field field : index.fields()) {
            values.add(field.path() + ": " + shown(Utils.getSubdocumentValueCollectionAware(document, field.path())));
        }
        return new DuplicateKeyError(this, index.name() + " dup key: { " + String.join(", ", values) + " }");
    }

    private static String shown(Object value) {
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }

    // ---- indexes

    List<IndexSpec> indexSpecs() {
        return Stream.concat(Stream.of(IndexSpec.ID), indexes.stream().map(IndexTable::spec))
                .toList();
    }

    /** Builds an index over what is there; the same one again is nothing. */
    void createIndex(IndexSpec index) {
        alone(0, () -> {
            for (IndexTable existing : indexes) {
                boolean sameName = existing.spec().name().equals(index.name());
                if (sameName && existing.spec().hasSameOptions(index)) {
                    return null;
                }
                if (sameName || existing.spec().fields().equals(index.fields())) {
                    throw conflict(index, existing.spec());
                }
            }
            build(index);
            return null;
        });
    }

    private static MongoServerError conflict(IndexSpec wanted, IndexSpec existing) {
        boolean sameName = wanted.name().equals(existing.name());
        return new MongoServerError(
                sameName ? 86 : 85,
                sameName ? "IndexKeySpecsConflict" : "IndexOptionsConflict",
                "An index " + existing.toDocument() + " exists already; requested was " + wanted.toDocument());
    }

    /** In steps that memory bears. Only a whole one gets into the catalog: what a crash leaves behind is dropped at the next start. */
    private void build(IndexSpec index) {
        var name = Catalog.tableOf(getFullName(), index.name());
        store.drop(name);
        var table = open(index, 0);
        try (var snapshot = snapshot()) {
            var all = snapshot.documents().scan(null, null, false);
            boolean more = true;
            while (more) {
                var batch = new ArrayList<IndexTable.Change>();
                while (batch.size() < BUILD_BATCH && (more = all.next())) {
                    batch.add(table.change(all.key(), null, Bson.decode(all.value())));
                }
                batch.forEach(change -> store.atomically(() -> {
                    change.firstTaken().ifPresent(_ -> {
                        throw duplicate(index, getDocument(change.id()));
                    });
                    change.make();
                }));
                store.sync();
            }
        } catch (MongoServerError e) {
            store.drop(name);
            throw new IndexBuildFailedException(e, this);
        }
        store.atomically(() -> {
            indexes.add(table);
            catalog.keep(getFullName(), indexes);
        });
    }

    /** @param index name, key pattern, or {@code "*"} for all but that of the ids */
    void dropIndexes(Object index) {
        alone(0, () -> {
            var dropped = indexes.stream()
                    .filter(table -> Objects.equals(index, "*")
                            || Objects.equals(index, table.spec().name())
                            || index instanceof Document pattern
                                    && pattern.toString()
                                            .equals(table.spec().keyPattern().toString()))
                    .toList();
            if (Objects.equals(index, "_id_")) {
                throw new MongoServerError(72, "InvalidOptions", "cannot drop _id index");
            }
            if (dropped.isEmpty() && !Objects.equals(index, "*")) {
                throw new IndexNotFoundException("index not found with name [" + index + "]");
            }
            store.atomically(() -> {
                indexes.removeAll(dropped);
                catalog.keep(getFullName(), indexes);
            });
            dropped.forEach(table ->
                    store.drop(Catalog.tableOf(getFullName(), table.spec().name())));
            return null;
        });
    }

    @Override
    public void drop() {
        alone(0, () -> {
            super.drop();
            store.atomically(() -> catalog.forget(getFullName()));
            indexes.forEach(table ->
                    store.drop(Catalog.tableOf(getFullName(), table.spec().name())));
            indexes.clear();
            store.drop(Catalog.documentsOf(getFullName()));
            return null;
        });
    }

    @Override
    public int getNumIndexes() {
        return indexes.size() + 1;
    }

    /** What the front end asks about: which fields are unique. */
    @Override
    public List<Index<byte[]>> getIndexes() {
        return indexSpecs().stream().map(DurableCollection::described).toList();
    }

    private static Index<byte[]> described(IndexSpec spec) {
        var keys = spec.fields().stream()
                .map(field -> new IndexKey(field.path(), field.ascending()))
                .toList();
        return new EmptyIndex<>(spec.name(), keys) {
            @Override
            public boolean isUnique() {
                return spec.unique() && !spec.sparse() && spec.partialFilter().isEmpty();
            }
        };
    }

    @Override
    public void addIndex(Index<byte[]> index) {
        throw new UnsupportedOperationException("Indexes are made by createIndex");
    }

    @Override
    public void dropIndex(String name) {
        dropIndexes(name);
    }

    // ---- figures

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("The size is not tracked");
    }

    @Override
    protected int getDataSize() {
        return (int) Math.min(dataBytes(), Integer.MAX_VALUE);
    }

    private long dataBytes() {
        try (var snapshot = snapshot()) {
            long bytes = 0;
            for (var all = snapshot.documents().scan(null, null, false); all.next(); ) {
                bytes += all.value().length;
            }
            return bytes;
        }
    }

    @Override
    public Document getStats() {
        long count = documents.size();
        long bytes = dataBytes();
        var sizes = new Document();
        indexes.forEach(table -> sizes.append(table.spec().name(), table.size()));
        return new Document("ns", getFullName())
                .append("count", count)
                .append("size", bytes)
                .append("avgObjSize", count == 0 ? 0 : bytes / count)
                .append("storageSize", store.fileBytes())
                .append("nindexes", getNumIndexes())
                .append("indexSize", sizes)
                .append("ok", 1.0);
    }

    /** Whether every index holds exactly what the documents say. */
    @Override
    public Document validate() {
        return alone(0, () -> {
            try (var snapshot = snapshot()) {
                var keys = new Document("_id_", documents.size());
                var errors = new ArrayList<String>();
                for (var view : snapshot.indexes()) {
                    keys.append(view.table().spec().name(), view.table().size());
                    errors.addAll(view.table().differences(snapshot.documents(), view.view()));
                }
                return new Document("ns", getFullName())
                        .append("nrecords", documents.size())
                        .append("nIndexes", getNumIndexes())
                        .append("keysPerIndex", keys)
                        .append("valid", errors.isEmpty())
                        .append("errors", errors)
                        .append("ok", 1.0);
            }
        });
    }

    /**
     * What to look for.
     *
     * @param limit 0 for all
     */
    record Query(Document filter, Document sort, int skip, int limit, Optional<Object> hint) {

        long cut(long found) {
            long rest = Math.max(0, found - skip);
            return limit > 0 ? Math.min(limit, rest) : rest;
        }
    }
}
