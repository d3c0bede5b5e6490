package io.airclass.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;
import org.junit.jupiter.api.Test;

class SealedCodecsTest {
    private final Codec<Work> codec = CodecRegistries.fromRegistries(
                    CodecRegistries.fromProviders(new SealedCodecs()), MongoClientSettings.getDefaultCodecRegistry())
            .get(Work.class);

    sealed interface Work {
        record HandedIn(String by, Part first, List<Part> others) implements Work {}

        record NotHandedIn(String why) implements Work {}
    }

    sealed interface Part {
        record Text(String words) implements Part {}

        record Several(String title, List<Part> parts) implements Part {}
    }

    private static final Work NESTED = new Work.HandedIn(
            "韦小满",
            new Part.Several("附件", List.of(new Part.Text("一"), new Part.Several("二", List.of()))),
            List.of(new Part.Text("三"), new Part.Several("四", List.of(new Part.Text("五")))));

    private BsonDocument written(Work work) {
        var document = new BsonDocument();
        codec.encode(
                new BsonDocumentWriter(document), work, EncoderContext.builder().build());
        return document;
    }

    private Work read(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec()).decode(codec);
    }

    @Test
    void families_within_families_are_read_as_they_were_written() {
        assertThat(read(written(NESTED))).isEqualTo(NESTED);
        assertThat(read(written(new Work.NotHandedIn("病假")))).isEqualTo(new Work.NotHandedIn("病假"));
    }

    @Test
    void what_is_no_field_of_the_record_may_stand_before_and_after() {
        var document = new BsonDocument("_id", new BsonString("1")).append("within", written(NESTED));
        document.putAll(written(NESTED));
        document.append("request", new BsonString("2"));

        assertThat(read(document)).isEqualTo(NESTED);
    }

    @Test
    void a_document_in_memory_is_read_as_bytes_are() {
        var flat = new Work.NotHandedIn("病假");
        assertThat(codec.decode(
                        new BsonDocumentReader(written(flat)),
                        DecoderContext.builder().build()))
                .isEqualTo(flat);
    }

    @Test
    void an_unknown_kind_and_none_are_refused() {
        var unknown = written(new Work.NotHandedIn("病假")).append("kind", new BsonString("lost"));
        var none = new BsonDocument("why", new BsonString("病假"));

        assertThatThrownBy(() -> read(unknown))
                .isInstanceOf(BsonInvalidOperationException.class)
                .hasMessageContaining("lost");
        assertThatThrownBy(() -> read(none)).isInstanceOf(BsonInvalidOperationException.class);
    }
}
