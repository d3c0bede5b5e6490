package io.airclass.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that remembers every write, so that the file can be made up as a crash at any moment may leave it: what was
 * forced is there, of the rest any part. Files are named {@code recorded:/path}. Public, or H2 cannot make it.
 */
public final class RecordedDisk extends FilePathWrapper {

    private static final int SECTOR = 512;

    private static List<Step> steps = new ArrayList<>();

    /** While it is closed, nothing gets forced. */
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    private static volatile CountDownLatch forcing = new CountDownLatch(1);

    private sealed interface Step {}

    private record Write(int at, byte[] bytes) implements Step {}

    private record Cut(int size) implements Step {}

    private record Force() implements Step {}

    static void use() {
        steps = new ArrayList<>();
        gate = new CountDownLatch(0);
        FilePath.register(new RecordedDisk());
    }

    static CountDownLatch holdForces() {
        forcing = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        return gate;
    }

    /** Returns when somebody waits to have something forced. */
    static void awaitForce() throws InterruptedException {
        forcing.await();
    }

    static synchronized int stepsSoFar() {
        return steps.size();
    }

    private static synchronized void add(Step step) {
        steps.add(step);
    }

    /**
     * The file after so many steps, of which those since the last force may be missing in part.
     *
     * @param inOrder whether only the last of them may; else any of them
     */
    static byte[] crashedAfter(int count, boolean inOrder, Random random) {
        int forced = 0;
        for (int i = 0; i < count; i++) {
            if (steps.get(i) instanceof Force) {
                forced = i;
            }
        }
        var image = new Image();
        for (int i = 0; i < count; i++) {
            boolean whole = i < forced || inOrder && i < count - 1;
            switch (steps.get(i)) {
                case Write write when whole -> image.write(write, write.bytes().length);
                case Write write when inOrder -> image.write(write, random.nextInt(write.bytes().length + 1));
                case Write write -> image.writeSome(write, random);
                case Cut cut when whole || random.nextBoolean() -> image.cut(cut.size());
                default -> {
                    // forgotten, or nothing to do
                }
            }
        }
        return image.bytes();
    }

    private static final class Image {
        private byte[] content = new byte[0];

        void write(Write write, int length) {
            int end = write.at() + length;
            if (end > content.length) {
                content = Arrays.copyOf(content, end);
            }
            System.arraycopy(write.bytes(), 0, content, write.at(), length);
        }

        /** All of it, or nothing, or any of its sectors. */
        void writeSome(Write write, Random random) {
            int share = random.nextInt(3);
            for (int at = 0; at < write.bytes().length; at += SECTOR) {
                if (share == 0 || share == 1 && random.nextBoolean()) {
                    int end = Math.min(at + SECTOR, write.bytes().length);
                    write(new Write(write.at() + at, Arrays.copyOfRange(write.bytes(), at, end)), end - at);
                }
            }
        }

        void cut(int size) {
            if (size < content.length) {
                content = Arrays.copyOf(content, size);
            }
        }

        byte[] bytes() {
            return content;
        }
    }

    @Override
    public String getScheme() {
        return "recorded";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Recorded(super.open(mode));
    }

    private static final class Recorded extends FileBaseDefault {
        private final FileChannel file;

        Recorded(FileChannel file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            var bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            int written = file.write(source, position);
            add(new Write(Math.toIntExact(position), Arrays.copyOf(bytes, written)));
            return written;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
            add(new Cut(Math.toIntExact(size)));
        }

        @Override
        public void force(boolean metaData) throws IOException {
            forcing.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            file.force(metaData);
            add(new Force());
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
