package io.airclass.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;
import org.h2.mvstore.type.ByteArrayDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables in one file of H2's MVStore, an append-mostly store of copy-on-write trees. A commit writes all changed pages as one chunk,
 * and when that is on disk the head of the file ({@link HeadLastDisk}): what was committed and synced when the process dies or the power
 * goes is there afterwards, and what was not is not.
 */
final class MvOrderedStore implements OrderedStore {
    private static final Logger log = LoggerFactory.getLogger(MvOrderedStore.class);

    private static final int PAGE_BYTES = 8 * 1024;

    /** Below it, writes are refused while reads go on: what was accepted can still be written, and the file can still be compacted. */
    private static final long FREE_BYTES_MIN = 64L << 20;

    /** After so many commits the file is looked at for old chunks to be put together. */
    private static final int COMMITS_BETWEEN_COMPACTIONS = 64;

    private static final int COMPACT_BYTES_AT_ONCE = 16 << 20;
    private static final int LIVE_PERCENT_MIN = 50;

    /** A smaller file is not compacted when it is closed. */
    private static final long CLOSE_COMPACT_FROM_BYTES = 2L << 20;

    private static final int LIVE_PERCENT_AT_CLOSE = 80;
    private static final Duration CLOSE_COMPACT = Duration.ofSeconds(2);

    /**
     * So many versions of the tables keep their place in the file. When it opens one that was not closed, MVStore asks whether the last 20
     * commits of that version are whole; what the next commit wrote over must not be among them.
     */
    private static final int VERSIONS_KEPT = 24;

    private final MVStore store;
    private final Path file;
    private final LongSupplier freeBytes;

    /** Held shared while changes that belong together are made, and alone while they are taken for a commit. */
    private final ReentrantReadWriteLock changing = new ReentrantReadWriteLock(true);

    /** Who holds it writes for all that wait for it. */
    private final ReentrantLock syncing = new ReentrantLock();

    private final AtomicLong changes = new AtomicLong();
    private volatile long changesSynced;
    private volatile boolean full;
    private volatile MVStoreException failure;
    private int commits;

    private MvOrderedStore(MVStore store, Path file, LongSupplier freeBytes) {
        this.store = store;
        this.file = file;
        this.freeBytes = freeBytes;
        store.setRetentionTime(0);
        store.setVersionsToKeep(VERSIONS_KEPT);
        full = freeBytes.getAsLong() < FREE_BYTES_MIN;
    }

    static MvOrderedStore inMemory() {
        return new MvOrderedStore(
                new MVStore.Builder()
                        .pageSplitSize(PAGE_BYTES)
                        .autoCommitDisabled()
                        .open(),
                null,
                () -> Long.MAX_VALUE);
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws IllegalStateException with one sentence if it cannot be used
     */
    static MvOrderedStore open(Path file, int cacheMegabytes) {
        return open(file, cacheMegabytes, () -> {
            try {
                return Files.getFileStore(file.getParent()).getUsableSpace();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** @param freeBytes asks the disk how much it still takes */
    static MvOrderedStore open(Path file, int cacheMegabytes, LongSupplier freeBytes) {
        try {
            var store = new MVStore.Builder()
                    .fileName(HeadLastDisk.name(file))
                    .pageSplitSize(PAGE_BYTES)
                    .cacheSize(cacheMegabytes)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .open();
            return new MvOrderedStore(store, file, freeBytes);
        } catch (MVStoreException e) {
            throw new IllegalStateException(
                    e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                            ? "Another process uses " + file + "."
                            : "The database cannot open " + file + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public Table table(String name) {
        return new MvTable(store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE)));
    }

    @Override
    public Set<String> tableNames() {
        return store.getMapNames();
    }

    @Override
    public void drop(String table) {
        atomically(() -> {
            if (store.hasMap(table)) {
                store.removeMap(table);
            }
        });
    }

    @Override
    public Reading read() {
        var usage = store.registerVersionUsage();
        return () -> store.deregisterVersionUsage(usage);
    }

    @Override
    public void atomically(Runnable change) {
        if (full && isFullStill()) {
            throw Refusals.diskFull("The disk has less than " + (FREE_BYTES_MIN >> 20)
                    + " MB left. Nothing was changed; free some space and try again.");
        }
        changing.readLock().lock();
        try {
            requireUsable();
            change.run();
            changes.incrementAndGet();
        } finally {
            changing.readLock().unlock();
        }
    }

    private boolean isFullStill() {
        full = freeBytes.getAsLong() < FREE_BYTES_MIN;
        return full;
    }

    @Override
    public void sync() {
        if (!store.isPersistent()) {
            return;
        }
        long mine = changes.get();
        if (changesSynced >= mine) {
            return;
        }
        syncing.lock();
        try {
            if (changesSynced < mine) {
                requireUsable();
                long committed = commit();
                store.sync();
                changesSynced = committed; // not before: others look at it without the lock
                full = freeBytes.getAsLong() < FREE_BYTES_MIN;
                if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
                    compact(LIVE_PERCENT_MIN);
                }
            }
        } catch (MVStoreException e) {
            failure = e;
            log.error("The database cannot write its file; every command is refused until it is started again", e);
            throw unusable(e);
        } finally {
            syncing.unlock();
        }
    }

    /** How many changes are in the file afterwards. */
    private long commit() {
        changing.writeLock().lock();
        try {
            long taken = changes.get();
            commitWithHead();
            return taken;
        } finally {
            changing.writeLock().unlock();
        }
    }

    /** MVStore leaves the head as it is after most commits, unless it says that the file was closed: ours must lead to every commit. */
    private void commitWithHead() {
        if (store.isPersistent()) {
            store.getFileStore().getStoreHeader().put("clean", 1);
        }
        store.commit();
    }

    /**
     * Puts what is still needed of old chunks into a new one, so that their room can be used again: not before the new one is on disk,
     * because the next commit may write over them.
     *
     * @return whether there was something to do
     */
    private boolean compact(int livePercentMin) {
        changing.writeLock().lock();
        try {
            if (!store.compact(livePercentMin, COMPACT_BYTES_AT_ONCE)) {
                return false;
            }
            commitWithHead();
            store.sync();
            return true;
        } finally {
            changing.writeLock().unlock();
        }
    }

    private void requireUsable() {
        var failed = failure;
        if (failed != null) {
            throw unusable(failed);
        }
    }

    private static RuntimeException unusable(MVStoreException failure) {
        return Refusals.diskFull("The database cannot write its file (" + failure.getMessage()
                + "). What was acknowledged is safe; free some space and start it again.");
    }

    @Override
    public long fileBytes() {
        return store.isPersistent() ? store.getFileStore().size() : 0;
    }

    @Override
    public void close() {
        if (failure != null) {
            store.closeImmediately();
            return;
        }
        long before = fileBytes();
        sync();
        if (before > 0) {
            compactForAWhile();
        }
        store.close();
        if (before > 0) {
            log.info(
                    "Closed; the file was compacted from {} to {} KB",
                    before >> 10,
                    file.toFile().length() >> 10);
        }
    }

    /** What is left behind can be used only when the versions kept are past it; nobody else makes them any more. */
    private void compactForAWhile() {
        long end = System.nanoTime() + CLOSE_COMPACT.toNanos();
        while (System.nanoTime() < end && isWorthCompacting() && compact(100)) {
            for (int i = 0; i <= VERSIONS_KEPT && System.nanoTime() < end; i++) {
                store.setStoreVersion(store.getStoreVersion() ^ 1); // something to commit
                commitWithHead();
                store.sync();
            }
        }
    }

    private boolean isWorthCompacting() {
        return fileBytes() >= CLOSE_COMPACT_FROM_BYTES
                && (store.getFileStore().getChunksFillRate() < LIVE_PERCENT_AT_CLOSE
                        || store.getFileStore().getFillRate() < LIVE_PERCENT_AT_CLOSE);
    }

    private record MvTable(MVMap<byte[], byte[]> map) implements Table {
        @Override
        public byte[] get(byte[] key) {
            return map.get(key);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            map.put(key, value);
        }

        @Override
        public byte[] remove(byte[] key) {
            return map.remove(key);
        }

        @Override
        public long size() {
            return map.sizeAsLong();
        }

        @Override
        public View view() {
            return new MvView(map, map.getRoot());
        }
    }

    private record MvView(MVMap<byte[], byte[]> map, RootReference<byte[], byte[]> root) implements View {
        @Override
        public byte[] get(byte[] key) {
            return map.get(root.root, key);
        }

        @Override
        public Scan scan(byte[] from, byte[] to, boolean reverse) {
            return new MvScan(map, root, from, to, reverse);
        }
    }

    /** MVMap's cursors include both ends, and a reverse one begins at the upper. */
    private static final class MvScan implements Scan {
        private final Cursor<byte[], byte[]> cursor;
        private final byte[] from;
        private final byte[] to;
        private final boolean reverse;
        private byte[] key;

        MvScan(MVMap<byte[], byte[]> map, RootReference<byte[], byte[]> root, byte[] from, byte[] to, boolean reverse) {
            this.cursor = reverse ? map.cursor(root, to, from, true) : map.cursor(root, from, to, false);
            this.from = from;
            this.to = to;
            this.reverse = reverse;
        }

        @Override
        public boolean next() {
            while (cursor.hasNext()) {
                key = cursor.next();
                if (to == null || Arrays.compareUnsigned(key, to) < 0) {
                    return from == null || Arrays.compareUnsigned(key, from) >= 0;
                }
                if (!reverse) {
                    return false;
                }
            }
            return false;
        }

        @Override
        public byte[] key() {
            return key;
        }

        @Override
        public byte[] value() {
            return cursor.getValue();
        }
    }
}
