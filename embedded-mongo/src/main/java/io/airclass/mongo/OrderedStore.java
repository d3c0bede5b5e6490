package io.airclass.mongo;

import java.util.Set;

/**
 * Tables of bytes in the order of their keys (compared without sign), on disk or in memory. Readers see a table as it was when they
 * began and never wait.
 */
interface OrderedStore extends AutoCloseable {

    /** A table of sorted keys; safe for any number of threads. */
    interface Table {
        byte[] get(byte[] key);

        void put(byte[] key, byte[] value);

        /** The value that was there, or null. */
        byte[] remove(byte[] key);

        long size();

        /** The table as it is now, readable as long as a {@link Reading} that was begun before is open. */
        View view();
    }

    /** A table as it was at one moment. */
    interface View {
        byte[] get(byte[] key);

        /** The entries from {@code from} to before {@code to}, either null for no bound; in falling order when {@code reverse}. */
        Scan scan(byte[] from, byte[] to, boolean reverse);
    }

    /** Stands before the first entry until it is moved on. */
    interface Scan {
        boolean next();

        byte[] key();

        byte[] value();
    }

    /** Keeps what views show from being overwritten. */
    interface Reading extends AutoCloseable {
        @Override
        void close();
    }

    /** The table of this name, made when there is none. */
    Table table(String name);

    Set<String> tableNames();

    void drop(String table);

    Reading read();

    /** Changes that reach the disk together or not at all. Refused, before anything is changed, when the disk is full. */
    void atomically(Runnable changes);

    /** Returns when every change made so far is on disk; many who wait share one write and one sync. */
    void sync();

    /** Bytes on disk; 0 in memory. */
    long fileBytes();

    @Override
    void close();
}
