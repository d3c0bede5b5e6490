package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.time.Instant;

/** Removes documents whose time in a TTL index has come. */
final class Expiry {
    /** So that a writer never waits long. */
    private static final int BATCH = 500;

    private Expiry() {}

    static void expire(DurableCollection collection, OrderedStore store, Instant now) {
        for (IndexSpec index : collection.indexSpecs()) {
            index.expireAfter().ifPresent(after -> {
                var over = new Document(index.fields().getFirst().path(), new Document("$lte", now.minus(after)));
                int removed;
                do {
                    removed = collection.deleteDocuments(over, BATCH, NoopOplog.get());
                    store.sync();
                } while (removed == BATCH);
            });
        }
    }
}
