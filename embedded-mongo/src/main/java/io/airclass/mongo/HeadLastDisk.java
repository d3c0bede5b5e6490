package io.airclass.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system through which MVStore opens its file: the head of the file is written when what it leads to is on disk, and alone says
 * where a store begins that was not closed. MVStore itself writes the head behind the commit without waiting, and after a crash looks for
 * whatever resembles a newer commit; a disk that reorders writes makes it take half a commit or an old one.
 *
 * <p>The two places of the head are written in turn, so that one of them is whole at any moment. Public, or H2 cannot make it.
 */
public final class HeadLastDisk extends FilePathWrapper {
    private static final String SCHEME = "headlast";
    private static final int BLOCK_BYTES = 4096;
    private static final int HEADS = 2;

    /** In a head: written by this class, so it leads to the newest commit that was acknowledged, or a newer one. */
    private static final String MARK = "forced";

    private static final String CLEAN = "clean";
    private static final String CHECKSUM = ",fletcher:";

    /** The name by which MVStore opens a file in this way. */
    static String name(Path file) {
        FilePath.register(new HeadLastDisk());
        return SCHEME + ":" + file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    /** @param place 0 or 1 */
    private record Head(int place, HashMap<String, String> fields) {

        static Optional<Head> read(FileChannel file, int place) throws IOException {
            var block = ByteBuffer.allocate(BLOCK_BYTES);
            while (block.hasRemaining() && file.read(block, (long) place * BLOCK_BYTES + block.position()) >= 0) {
                // until it is whole, or the file ends
            }
            return fields(block.array()).map(fields -> new Head(place, fields));
        }

        /** Empty if the block is not whole. */
        static Optional<HashMap<String, String>> fields(byte[] block) {
            var text = new String(block, StandardCharsets.ISO_8859_1).trim(); // also of zeros
            int end = text.lastIndexOf(CHECKSUM);
            if (end < 0) {
                return Optional.empty();
            }
            try {
                int expected = Integer.parseUnsignedInt(text.substring(end + CHECKSUM.length()), 16);
                var fields = text.substring(0, end);
                return checksum(fields) == expected ? Optional.of(DataUtils.parseMap(fields)) : Optional.empty();
            } catch (NumberFormatException | MVStoreException e) {
                return Optional.empty();
            }
        }

        long version() {
            return Long.parseUnsignedLong(fields.getOrDefault("version", "0"), 16);
        }

        boolean leadsToCommit() {
            return fields.containsKey("chunk");
        }

        boolean isOurs() {
            return fields.containsKey(MARK);
        }

        static byte[] block(HashMap<String, String> fields) {
            var text = DataUtils.appendMap(new StringBuilder(), fields).toString();
            var whole = text + CHECKSUM + Integer.toHexString(checksum(text)) + '\n';
            return Arrays.copyOf(whole.getBytes(StandardCharsets.ISO_8859_1), BLOCK_BYTES);
        }

        private static int checksum(String text) {
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return DataUtils.getFletcher32(bytes, 0, bytes.length);
        }
    }

    private static final class Channel extends FileBaseDefault {
        private final FileChannel file;

        /** What is to be written when everything before it is on disk; null for nothing. */
        private byte[] head;

        private int nextPlace;
        private boolean unforced;

        Channel(FileChannel file) {
            this.file = file;
        }

        private Optional<Head> newest() throws IOException {
            Optional<Head> newest = Optional.empty();
            for (int place = 0; place < HEADS; place++) {
                var head = Head.read(file, place);
                if (head.isPresent()
                        && (newest.isEmpty()
                                || head.get().version() >= newest.get().version())) {
                    newest = head;
                }
            }
            return newest;
        }

        /** Who gets the lock empties a file in which nothing was acknowledged yet: its making was cut off. */
        @Override
        public synchronized FileLock tryLock(long position, long size, boolean shared) throws IOException {
            var lock = file.tryLock(position, size, shared);
            if (lock != null) {
                var newest = newest();
                boolean nothingYet = newest.map(head -> head.isOurs() && !head.leadsToCommit())
                        .orElse(file.size() <= (long) HEADS * BLOCK_BYTES);
                if (nothingYet) {
                    file.truncate(0);
                }
                nextPlace = newest.map(found -> 1 - found.place()).orElse(0);
            }
            return lock;
        }

        /** The head is told to MVStore as that of a file which was closed: it then opens this commit and looks for no other. */
        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            if (position != 0 || into.remaining() != HEADS * BLOCK_BYTES) {
                return file.read(into, position);
            }
            var ours = newest().filter(Head::isOurs);
            if (ours.isEmpty()) {
                return file.read(into, position);
            }
            var fields = ours.get().fields();
            fields.put(CLEAN, "1");
            for (int place = 0; place < HEADS; place++) {
                into.put(Head.block(fields));
            }
            return HEADS * BLOCK_BYTES;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            if (position == 0) {
                var block = new byte[BLOCK_BYTES];
                int length = source.remaining();
                source.get(block).position(source.limit());
                var fields = Head.fields(block)
                        .orElseThrow(() -> new IOException("The head of the file is not as it is known"));
                fields.put(MARK, "1");
                head = Head.block(fields);
                return length;
            }
            settle();
            unforced = true;
            return file.write(source, position);
        }

        @Override
        protected synchronized void implTruncate(long size) throws IOException {
            settle();
            unforced = true;
            file.truncate(size);
        }

        /** Without times and the like, of which nothing here depends: that spares a file which does not grow the system's journal. */
        @Override
        public synchronized void force(boolean metaData) throws IOException {
            if (head == null && unforced) {
                file.force(false);
                unforced = false;
            }
            settle();
        }

        private void settle() throws IOException {
            if (head == null) {
                return;
            }
            if (unforced) {
                file.force(false);
                unforced = false;
            }
            var block = ByteBuffer.wrap(head);
            while (block.hasRemaining()) {
                file.write(block, (long) nextPlace * BLOCK_BYTES + block.position());
            }
            file.force(false);
            nextPlace = 1 - nextPlace;
            head = null;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
