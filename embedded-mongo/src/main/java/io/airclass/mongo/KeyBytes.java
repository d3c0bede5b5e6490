package io.airclass.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Values as bytes that sort, compared byte by byte without sign, as MongoDB sorts values. Equal values have equal bytes, whatever
 * number type they have, and the bytes of no value begin with those of another: they can be put one behind the other.
 */
final class KeyBytes {
    private static final int END = 0x00;
    private static final int MIN_KEY = 0x0A;
    private static final int EMPTY_ARRAY = 0x14;
    private static final int NULL = 0x1E;
    private static final int NUMBER = 0x28;
    private static final int STRING = 0x32;
    private static final int DOCUMENT = 0x3C;
    private static final int ARRAY = 0x46;
    private static final int BINARY = 0x50;
    private static final int OBJECT_ID = 0x5A;
    private static final int BOOLEAN = 0x64;
    private static final int DATE = 0x6E;
    private static final int TIMESTAMP = 0x78;
    private static final int REGEX = 0x82;
    private static final int JAVASCRIPT = 0x86;
    private static final int MAX_KEY = 0x8C;

    private static final int GENERIC_SUBTYPE = 0;
    private static final int LEGACY_UUID_SUBTYPE = 3;
    private static final int UUID_SUBTYPE = 4;

    /** What an index holds for an empty array; it sorts before null. */
    static final Object EMPTY = new Object();

    private KeyBytes() {}

    static byte[] of(Object value) {
        var out = new ByteArrayOutputStream(24);
        write(value, out);
        return out.toByteArray();
    }

    /** The first byte of all values of the type of {@code value}. */
    static byte[] typeOf(Object value) {
        return new byte[] {of(value)[0]};
    }

    /** The beginning of the bytes of all strings that start with {@code text}. */
    static byte[] stringPrefix(String text) {
        var whole = of(text);
        return Arrays.copyOf(whole, whole.length - 2);
    }

    static byte[] concat(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The bytes of a value in a descending field. */
    static byte[] inverted(byte[] bytes) {
        var inverted = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            inverted[i] = (byte) ~bytes[i];
        }
        return inverted;
    }

    /** The smallest bytes above all that begin with {@code prefix}; null when there are none. */
    static byte[] after(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                var next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return null;
    }

    private static void write(Object value, ByteArrayOutputStream out) {
        switch (value) {
            case MinKey _ -> out.write(MIN_KEY);
            case MaxKey _ -> out.write(MAX_KEY);
            case null -> out.write(NULL);
            case Missing _ -> out.write(NULL);
            case Decimal128 _ ->
                throw Refusals.notSupported("decimal numbers in an index, a sort or an _id; use whole numbers");
            case Number number -> writeNumber(number, out);
            case String text -> {
                out.write(STRING);
                writeText(text, out);
            }
            case Document document -> writeDocument(document, out);
            case Collection<?> array -> {
                out.write(ARRAY);
                array.forEach(element -> write(element, out));
                out.write(END);
            }
            case BinData binary -> writeBinary(GENERIC_SUBTYPE, binary.getData(), out);
            case UUID uuid -> writeBinary(UUID_SUBTYPE, bytes(uuid), out);
            case LegacyUUID uuid -> writeBinary(LEGACY_UUID_SUBTYPE, bytes(uuid.getUuid()), out);
            case ObjectId id -> {
                out.write(OBJECT_ID);
                out.writeBytes(id.toByteArray());
            }
            case Boolean truth -> {
                out.write(BOOLEAN);
                out.write(truth ? 1 : 0);
            }
            case Instant instant -> {
                out.write(DATE);
                writeLong(instant.toEpochMilli() ^ Long.MIN_VALUE, out);
            }
            case BsonTimestamp timestamp -> {
                out.write(TIMESTAMP);
                writeLong(timestamp.getValue(), out);
            }
            case BsonRegularExpression regex -> {
                out.write(REGEX);
                writeText(regex.getPattern(), out);
                writeText(regex.getOptions() == null ? "" : regex.getOptions(), out);
            }
            case BsonJavaScript script -> {
                out.write(JAVASCRIPT);
                writeText(script.getCode(), out);
            }
            default -> {
                if (value != EMPTY) {
                    throw Refusals.notSupported(
                            "values of " + value.getClass().getSimpleName() + " in an index or a sort");
                }
                out.write(EMPTY_ARRAY);
            }
        }
    }

    /** As a double, and behind it what a long has more than the double nearest to it. */
    private static void writeNumber(Number number, ByteArrayOutputStream out) {
        out.write(NUMBER);
        double rounded = number.doubleValue();
        writeLong(sortable(rounded), out);
        long rest = number instanceof Long whole ? rest(whole, rounded) : 0;
        out.write(rest < 0 ? 0x7F : rest == 0 ? 0x80 : 0x81);
        if (rest != 0) {
            writeLong(rest ^ Long.MIN_VALUE, out);
        }
    }

    private static long rest(long whole, double rounded) {
        return rounded == 0x1p63 ? whole - Long.MAX_VALUE - 1 : whole - (long) rounded;
    }

    /** Bits that sort as the numbers do; NaN before all of them, zero without a sign. */
    private static long sortable(double number) {
        if (Double.isNaN(number)) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(number == 0 ? 0.0 : number);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static void writeDocument(Document document, ByteArrayOutputStream out) {
        out.write(DOCUMENT);
        for (Map.Entry<String, Object> field : document.entrySet()) {
            var value = of(field.getValue());
            out.write(value[0]);
            writeText(field.getKey(), out);
            out.write(value, 1, value.length - 1);
        }
        out.write(END);
    }

    private static void writeBinary(int subtype, byte[] data, ByteArrayOutputStream out) {
        out.write(BINARY);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.write(subtype);
        out.writeBytes(data);
    }

    /** UTF-8 with a zero byte written as two, ended by two zero bytes. */
    private static void writeText(String text, ByteArrayOutputStream out) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            out.write(b);
            if (b == 0) {
                out.write(0xFF);
            }
        }
        out.write(0);
        out.write(0);
    }

    private static void writeLong(long value, ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
