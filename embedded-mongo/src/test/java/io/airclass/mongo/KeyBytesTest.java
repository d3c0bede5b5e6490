package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyBytesTest {
    /** As the MongoDB manual orders them, each below the next. */
    private static final List<Object> RISING = new ArrayList<>();

    static {
        RISING.add(MinKey.getInstance());
        RISING.add(KeyBytes.EMPTY);
        RISING.add(null);
        RISING.addAll(List.of(
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -1.5e300,
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -(1L << 53) - 1,
                -(1L << 53),
                -1,
                -0.5,
                0,
                Double.MIN_VALUE,
                1,
                1.5,
                2L,
                1L << 53,
                (1L << 53) + 1,
                (1L << 53) + 2,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE,
                0x1p63,
                Double.POSITIVE_INFINITY,
                "",
                "\u0000",
                "\u0000a",
                "a",
                "a\u0000",
                "ab",
                "b",
                "一班",
                "七班",
                "三班",
                "，",
                "𠮷",
                new Document(),
                new Document("a", 1),
                new Document("a", 1).append("b", 1),
                new Document("b", 0),
                new Document("a", "x"),
                List.of(),
                List.of(1),
                List.of(1, 2),
                List.of(2),
                new BinData(new byte[] {}),
                new BinData(new byte[] {(byte) 0xFF}),
                new BinData(new byte[] {0, 0}),
                UUID.fromString("00000000-0000-4000-8000-000000000000"),
                UUID.fromString("ffffffff-0000-4000-8000-000000000000"),
                new ObjectId("000000000000000000000000"),
                new ObjectId("f00000000000000000000000"),
                false,
                true,
                Instant.parse("1969-12-31T23:59:59.999Z"),
                Instant.parse("1970-01-01T00:00:00Z"),
                Instant.parse("2026-09-01T00:00:00Z"),
                MaxKey.getInstance()));
    }

    @Test
    void bytes_sort_as_mongodb_sorts_values() {
        for (int i = 0; i < RISING.size(); i++) {
            for (int j = 0; j < RISING.size(); j++) {
                assertThat(Integer.signum(
                                Arrays.compareUnsigned(KeyBytes.of(RISING.get(i)), KeyBytes.of(RISING.get(j)))))
                        .as("%s and %s", RISING.get(i), RISING.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void inverted_bytes_sort_the_other_way_round_whatever_stands_behind_them() {
        for (int i = 0; i + 1 < RISING.size(); i++) {
            var low = KeyBytes.concat(KeyBytes.inverted(KeyBytes.of(RISING.get(i))), new byte[] {0});
            var high = KeyBytes.concat(KeyBytes.inverted(KeyBytes.of(RISING.get(i + 1))), new byte[] {(byte) 0xFF});
            assertThat(Arrays.compareUnsigned(low, high))
                    .as("%s and %s", RISING.get(i), RISING.get(i + 1))
                    .isPositive();
        }
    }

    @Test
    void no_value_begins_with_another() {
        for (Object one : RISING) {
            for (Object other : RISING) {
                var shorter = KeyBytes.of(one);
                var longer = KeyBytes.of(other);
                if (one != other && shorter.length <= longer.length) {
                    assertThat(Arrays.copyOf(longer, shorter.length)).isNotEqualTo(shorter);
                }
            }
        }
    }

    @Test
    void equal_values_of_different_types_have_equal_bytes() {
        assertThat(KeyBytes.of(1)).isEqualTo(KeyBytes.of(1L)).isEqualTo(KeyBytes.of(1.0));
        assertThat(KeyBytes.of(0.0)).isEqualTo(KeyBytes.of(-0.0));
        assertThat(KeyBytes.of(null)).isEqualTo(KeyBytes.of(Missing.getInstance()));
        assertThat(KeyBytes.of(new Document("n", 1))).isEqualTo(KeyBytes.of(new Document("n", 1L)));
    }

    @Test
    void all_strings_with_a_beginning_lie_between_it_and_what_comes_after_it() {
        var from = KeyBytes.stringPrefix("初一");
        var to = KeyBytes.after(from);
        assertThat(Arrays.compareUnsigned(KeyBytes.of("初一（1）班"), from)).isPositive();
        assertThat(Arrays.compareUnsigned(KeyBytes.of("初一（1）班"), to)).isNegative();
        assertThat(Arrays.compareUnsigned(KeyBytes.of("初一"), from)).isPositive();
        assertThat(Arrays.compareUnsigned(KeyBytes.of("初二"), to)).isPositive();
        assertThat(KeyBytes.after(new byte[] {1, (byte) 0xFF})).isEqualTo(new byte[] {2});
        assertThat(KeyBytes.after(new byte[] {(byte) 0xFF})).isNull();
    }

    @Test
    void decimals_are_refused_rather_than_rounded() {
        assertThatThrownBy(() -> KeyBytes.of(Decimal128.ONE))
                .isInstanceOfSatisfying(MongoServerError.class, error -> assertThat(error.getCode())
                        .isEqualTo(115));
    }
}
