package io.airclass.kit.store;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonReader;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * Stores a sealed interface of records: the record's fields, and a first field {@code kind} with the record's name in
 * kebab-case. The driver itself knows records but not sealed families.
 */
final class SealedCodecs implements CodecProvider {
    /** The field that says which record of the family it is. */
    static final String KIND = "kind";

    @Override
    public <T> Codec<T> get(Class<T> type, CodecRegistry registry) {
        return type.isInterface() && type.isSealed() ? new SealedCodec<>(type, registry) : null;
    }

    /** The records of a sealed family, nested families included. */
    static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(SealedCodecs::records)
                : Stream.of(type);
    }

    static String kindOf(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    private static final class SealedCodec<T> implements Codec<T> {
        private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();
        private final Class<T> type;
        private final CodecRegistry registry;
        private final Map<String, Class<? extends T>> byKind = new HashMap<>();

        SealedCodec(Class<T> type, CodecRegistry registry) {
            this.type = type;
            this.registry = registry;
            records(type).forEach(each -> {
                if (byKind.put(kindOf(each), each.asSubclass(type)) != null) {
                    throw new IllegalArgumentException(type + " has two records called " + kindOf(each));
                }
            });
        }

        @Override
        public void encode(BsonWriter writer, T value, EncoderContext context) {
            var fields = new BsonDocument(KIND, new BsonString(kindOf(value.getClass())));
            encodeInto(fields, value, context);
            DOCUMENTS.encode(writer, fields, context);
        }

        private <R> void encodeInto(BsonDocument fields, R value, EncoderContext context) {
            @SuppressWarnings("unchecked") // the class of a value is a class of its type
            var codec = (Codec<R>) registry.get(value.getClass());
            var own = new BsonDocument();
            codec.encode(new BsonDocumentWriter(own), value, context);
            fields.putAll(own);
        }

        /** Looks for the kind, which is among the first fields, and then reads all as the record that it names. */
        @Override
        public T decode(BsonReader reader, DecoderContext context) {
            var beginning = reader.getMark();
            var kind = kind(reader);
            var found = byKind.get(kind);
            if (found == null) {
                throw new BsonInvalidOperationException("No record of " + type.getName() + " is stored as " + kind);
            }
            beginning.reset();
            return registry.get(found).decode(reader, context);
        }

        private static String kind(BsonReader reader) {
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                if (reader.readName().equals(KIND)) {
                    return reader.readString();
                }
                reader.skipValue();
            }
            throw new BsonInvalidOperationException("A stored document has no field " + KIND);
        }

        @Override
        public Class<T> getEncoderClass() {
            return type;
        }
    }
}
