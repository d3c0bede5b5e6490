package io.airclass.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collection;

/** Documents as the bytes that go over the wire. */
final class Bson {
    private static final int BYTES_EXPECTED = 1024;

    private Bson() {}

    static byte[] encode(Document document) {
        var buffer = Unpooled.buffer(BYTES_EXPECTED);
        BsonEncoder.encodeDocument(document, buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    /** Not less than the bytes of a value, found without encoding it. */
    static long bytesAtMost(Object value) {
        return switch (value) {
            case null -> 1;
            case String text -> 5 + 3L * text.length();
            case Document document -> {
                long bytes = 5;
                for (var field : document.entrySet()) {
                    bytes += 2 + 3L * field.getKey().length() + bytesAtMost(field.getValue());
                }
                yield bytes;
            }
            case Collection<?> array -> {
                long bytes = 5;
                for (Object element : array) {
                    bytes += 12 + bytesAtMost(element);
                }
                yield bytes;
            }
            case BinData binary -> 5L + binary.getData().length;
            case BsonRegularExpression regex -> 3L * regex.toString().length();
            case BsonJavaScript script -> 5 + 3L * script.getCode().length();
            default -> 21;
        };
    }

    /** Null for null. */
    static Document decode(byte[] bytes) {
        return bytes == null ? null : BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }
}
