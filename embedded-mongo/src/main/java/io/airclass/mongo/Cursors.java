package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Answers in batches that fit into a message; what comes later is kept as it was found, encoded. */
final class Cursors {
    /** Documents in a first batch when the client says nothing, as in MongoDB. */
    static final int FIRST_BATCH = 101;

    private static final int BATCH_BYTES_MAX = 16 << 20;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    private final CursorRegistry registry;
    private final Clock clock;
    private final Map<Long, Waiting> open = new ConcurrentHashMap<>();

    Cursors(CursorRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    Document answer(String namespace, List<Document> all) {
        return answer(namespace, all.stream(), Integer.MAX_VALUE, false);
    }

    /**
     * @param batchSize documents in the first batch
     * @param single whether the rest is not wanted
     */
    Document answer(String namespace, Stream<Document> found, int batchSize, boolean single) {
        var batches = new Batches(batchSize);
        (single ? found.limit(batchSize) : found).forEach(batches::add);
        long id = single || batches.rest.isEmpty() ? 0 : register(batches.rest);
        return new Document(
                        "cursor",
                        new Document("firstBatch", batches.first)
                                .append("id", id)
                                .append("ns", namespace))
                .append("ok", 1.0);
    }

    private static final class Batches {
        private final int firstSize;
        private final List<Document> first = new ArrayList<>();
        private final Deque<byte[]> rest = new ArrayDeque<>();
        private long firstBytes;

        Batches(int firstSize) {
            this.firstSize = firstSize;
        }

        void add(Document document) {
            if (rest.isEmpty() && first.size() < firstSize) {
                firstBytes += Bson.bytesAtMost(document);
                if (first.isEmpty() || firstBytes <= BATCH_BYTES_MAX) {
                    first.add(document);
                    return;
                }
            }
            rest.add(Bson.encode(document));
        }
    }

    private long register(Deque<byte[]> rest) {
        var cursor = new Waiting(registry.generateCursorId(), rest);
        open.put(cursor.getId(), cursor);
        registry.add(cursor);
        return cursor.getId();
    }

    /** Forgets cursors that nobody has asked for a while. */
    void sweep() {
        var before = clock.instant().minus(IDLE_MAX);
        open.values().removeIf(cursor -> {
            boolean over = cursor.isEmpty() || cursor.lastUsed.isBefore(before);
            if (over) {
                registry.remove(cursor.getId());
            }
            return over;
        });
    }

    private final class Waiting implements Cursor {
        private final long id;
        private final Deque<byte[]> rest;
        private volatile Instant lastUsed = clock.instant();

        Waiting(long id, Deque<byte[]> rest) {
            this.id = id;
            this.rest = rest;
        }

        @Override
        public long getId() {
            return id;
        }

        @Override
        public synchronized boolean isEmpty() {
            return rest.isEmpty();
        }

        /** @param most 0 for as many as fit */
        @Override
        public synchronized List<Document> takeDocuments(int most) {
            lastUsed = clock.instant();
            var batch = new ArrayList<Document>();
            long bytes = 0;
            while (!rest.isEmpty()
                    && (most <= 0 || batch.size() < most)
                    && (batch.isEmpty() || bytes + rest.peek().length <= BATCH_BYTES_MAX)) {
                bytes += rest.peek().length;
                batch.add(Bson.decode(rest.poll()));
            }
            if (rest.isEmpty()) {
                open.remove(id);
            }
            return batch;
        }
    }
}
