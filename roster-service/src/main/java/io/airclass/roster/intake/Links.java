package io.airclass.roster.intake;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Relations between numbered things, three numbers each, and the hash of the row that says it where that is of interest; grouped by either end
 * once all are there. Not for several threads.
 */
final class Links {
    private static final int WIDTH = 3;
    private int[] numbers = new int[WIDTH * 1024];
    private long[] rows = new long[0];
    private int size;

    /** @param row the hash of its id */
    void add(int left, int right, int more, long row) {
        if (size >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(1024, size * 2));
        }
        rows[size] = row;
        add(left, right, more);
    }

    void add(int left, int right, int more) {
        if (size * WIDTH == numbers.length) {
            numbers = Arrays.copyOf(numbers, numbers.length * 2);
        }
        int at = size++ * WIDTH;
        numbers[at] = left;
        numbers[at + 1] = right;
        numbers[at + 2] = more;
    }

    int size() {
        return size;
    }

    int left(int link) {
        return numbers[link * WIDTH];
    }

    int right(int link) {
        return numbers[link * WIDTH + 1];
    }

    int more(int link) {
        return numbers[link * WIDTH + 2];
    }

    /** The hash of the row that says it; 0 where none is known. */
    long row(int link) {
        return link < rows.length ? rows[link] : 0;
    }

    Groups byLeft(int keys) {
        return new Groups(0, keys);
    }

    Groups byRight(int keys) {
        return new Groups(1, keys);
    }

    /** The links of each key, by a counting sort. */
    final class Groups {
        private final int[] starts;
        private final int[] links;

        private Groups(int side, int keys) {
            starts = new int[keys + 1];
            links = new int[size];
            for (int link = 0; link < size; link++) {
                starts[numbers[link * WIDTH + side] + 1]++;
            }
            for (int key = 0; key < keys; key++) {
                starts[key + 1] += starts[key];
            }
            int[] next = Arrays.copyOf(starts, keys);
            for (int link = 0; link < size; link++) {
                links[next[numbers[link * WIDTH + side]]++] = link;
            }
        }

        int size(int key) {
            return starts[key + 1] - starts[key];
        }

        void each(int key, IntConsumer link) {
            for (int i = starts[key]; i < starts[key + 1]; i++) {
                link.accept(links[i]);
            }
        }
    }
}
