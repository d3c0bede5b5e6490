package io.airclass.roster.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers texts in the order in which they are met, in about 20 bytes and their own length each; a text may be mentioned before it is
 * defined at a line, and may fall again. Not for several threads.
 */
final class Ids {
    private static final int FALLEN = -1;
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private byte[][] chunks = new byte[16][];
    private long used;
    private long[] starts = new long[1024];
    private int[] lines = new int[1024];
    private int[] slots = new int[4096];
    private int size;

    /** The number of the text, given now if it has none. */
    int mention(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int slot = slotOf(bytes);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        append(bytes);
        slots[slot] = size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    /** The number of the text, or -1. */
    int find(String text) {
        return slots[slotOf(text.getBytes(StandardCharsets.UTF_8))] - 1;
    }

    /** Says at which line the text is defined; false where it is defined already. */
    boolean define(int number, long line) {
        if (lines[number] != 0) {
            return false;
        }
        lines[number] = Math.toIntExact(line);
        return true;
    }

    boolean isDefined(int number) {
        return number >= 0 && lines[number] != 0;
    }

    /** Whether it is defined and has not fallen. */
    boolean stands(int number) {
        return number >= 0 && lines[number] > 0;
    }

    /** The line at which it stands, 0 where it does not. */
    int lineOf(int number) {
        return Math.max(lines[number], 0);
    }

    void fall(int number) {
        lines[number] = FALLEN;
    }

    int size() {
        return size;
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int number) {
        long start = starts[number];
        long end = number + 1 < size ? starts[number + 1] : used;
        byte[] bytes = new byte[(int) (end - start)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = at(start + i);
        }
        return bytes;
    }

    private byte at(long place) {
        return chunks[(int) (place >>> CHUNK_BITS)][(int) place & CHUNK - 1];
    }

    private void append(byte[] bytes) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            lines = Arrays.copyOf(lines, size * 2);
        }
        starts[size++] = used;
        for (byte b : bytes) {
            int chunk = (int) (used >>> CHUNK_BITS);
            if (chunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunk * 2);
            }
            if (chunks[chunk] == null) {
                chunks[chunk] = new byte[CHUNK];
            }
            chunks[chunk][(int) used++ & CHUNK - 1] = b;
        }
    }

    private int slotOf(byte[] bytes) {
        int slot = spread(Arrays.hashCode(bytes)) & slots.length - 1;
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, bytes)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isAt(int number, byte[] bytes) {
        long start = starts[number];
        long end = number + 1 < size ? starts[number + 1] : used;
        if (end - start != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (at(start + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            slots[slotOf(bytes(number))] = number + 1;
        }
    }
}
