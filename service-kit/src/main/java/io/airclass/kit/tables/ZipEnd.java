package io.airclass.kit.tables;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What the end of a zip claims of its directory, looked at before the zip is opened: opening reads the whole directory into memory, and a
 * directory may be as large as the upload.
 */
public final class ZipEnd {
    private static final int SIGNATURE = 0x06054b50;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    /** A locator and the record that it points to, as they stand before the end. */
    private static final int ZIP64_BYTES = 20 + 56;

    private static final int RECORD_BYTES = 22;
    private static final int COMMENT_BYTES_MAX = 0xFFFF;
    private static final int ENTRIES_AT = 10;
    private static final int DIRECTORY_BYTES_AT = 12;
    private static final long DIRECTORY_BYTES_MAX = 1 << 20;

    private ZipEnd() {}

    /** False where anything that a reader could take for the end claims more, or stands for the larger numbers of Zip64. */
    public static boolean isWithin(Path path, int entriesMax) throws IOException {
        ByteBuffer tail = tail(path, RECORD_BYTES + COMMENT_BYTES_MAX);
        for (int at = 0; at + RECORD_BYTES <= tail.limit(); at++) {
            if (tail.getInt(at) == SIGNATURE) {
                int entries = Short.toUnsignedInt(tail.getShort(at + ENTRIES_AT));
                long directoryBytes = Integer.toUnsignedLong(tail.getInt(at + DIRECTORY_BYTES_AT));
                if (entries > entriesMax || directoryBytes > DIRECTORY_BYTES_MAX) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * False where another reader than the JDK's could find another directory than the JDK's does: some follow whatever looks like a locator of
     * Zip64 before the end, which may stand in the last entry's extra field, and of two ends each reader has its own choice.
     */
    public static boolean isUnambiguous(Path path) throws IOException {
        ByteBuffer tail = tail(path, RECORD_BYTES + COMMENT_BYTES_MAX + ZIP64_BYTES);
        int ends = 0;
        for (int at = 0; at + Integer.BYTES <= tail.limit(); at++) {
            int signature = tail.getInt(at);
            if (signature == ZIP64_LOCATOR || signature == SIGNATURE && ++ends > 1) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer tail(Path path, int bytesMax) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var tail = new byte[(int) Math.min(file.length(), bytesMax)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
