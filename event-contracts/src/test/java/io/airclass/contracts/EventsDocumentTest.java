package io.airclass.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/events.md is written from the contracts; {@code -Dairclass.docs.write=true} writes it anew. */
class EventsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "events.md");

    @Test
    void the_document_says_what_the_contracts_say() throws IOException {
        String expected = document();
        if (Boolean.getBoolean("airclass.docs.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/events.md differs from the contracts; write it anew: mvn -pl event-contracts test"
                        + " -Dtest=EventsDocumentTest -Dairclass.docs.write=true")
                .isEqualTo(expected);
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # Events

                Written from `event-contracts` by a test; do not edit.

                CloudEvents 1.0.2 in Kafka's binary mode: `ce_id` (UUIDv7), `ce_type`, `ce_source`, `ce_time`, `ce_subject` and
                `traceparent` are headers, the data is JSON. Delivered at least once, in order of one key. Within a version
                changes are additive: readers ignore fields they do not know, a missing list is an empty one. A record that
                cannot be handled goes to `<topic>.dlt`.

                ## Topics

                | Topic | Publisher | Keeps |
                |---|---|---|
                """);
        for (Topics.Topic topic : Topics.ALL) {
            text.append("| `%s` | %s | %s |%n"
                    .formatted(
                            topic.name(),
                            topic.owner(),
                            topic.compacted() ? "the latest record of each key" : "all records for some days"));
        }
        for (EventCatalog.Entry entry : EventCatalog.standard().entries()) {
            text.append(chapter(entry));
        }
        return text.toString().replace("\r\n", "\n");
    }

    private static String chapter(EventCatalog.Entry entry) {
        String fields = Arrays.stream(entry.eventClass().getRecordComponents())
                .map(EventsDocumentTest::row)
                .collect(Collectors.joining("\n"));
        return """

                ## %s

                %s Topic `%s`, [example](../event-contracts/src/test/resources%s).

                | Field | JSON | |
                |---|---|---|
                %s
                """.formatted(
                        entry.name(),
                        entry.meaning(),
                        entry.topic().name(),
                        Golden.file(entry.name(), Golden.latest(entry.name())),
                        fields);
    }

    private static String row(RecordComponent component) {
        return "| `%s` | %s | %s |"
                .formatted(
                        component.getName(),
                        json(component.getGenericType()),
                        component.isAnnotationPresent(MayBeAbsent.class) ? "may be absent" : "");
    }

    private static String json(Type type) {
        return switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class -> "array of " + json(list.getActualTypeArguments()[0]);
            case ParameterizedType map
            when map.getRawType() == Map.class -> "object of " + json(map.getActualTypeArguments()[1]);
            case Class<?> c when c == String.class -> "string";
            case Class<?> c when c == boolean.class || c == Boolean.class -> "boolean";
            case Class<?> c when c == int.class || c == long.class || c == Integer.class -> "integer";
            case Class<?> c when c == BigDecimal.class -> "number";
            case Class<?> c when c == Instant.class -> "instant, UTC";
            case Class<?> c when c == LocalDate.class -> "date";
            case Class<?> c
            when c.isEnum() ->
                Arrays.stream(c.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
            case Class<?> c
            when c.isRecord() ->
                Arrays.stream(c.getRecordComponents())
                        .map(part -> part.getName() + ": " + json(part.getGenericType()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> throw new AssertionError("How is " + type + " written in JSON?");
        };
    }
}
