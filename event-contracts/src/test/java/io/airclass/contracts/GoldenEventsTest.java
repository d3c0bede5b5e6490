package io.airclass.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class GoldenEventsTest {
    /** What would tell who a child is, or how to reach one. */
    private static final Pattern PERSONAL = Pattern.compile(
            ".*(phone|mobile|telephone|email|address|idnumber|idcard|studentnumber|givenname|familyname|fullname"
                    + "|personname|studentname|teachername|guardianname|childname|recipientname|birth|comment|answer|photo)"
                    + ".*");

    private static final List<Class<?>> NAMED_AFTER_NO_PERSON = List.of(
            io.airclass.contracts.roster.OrgChangedV1.class,
            io.airclass.contracts.roster.ClassChangedV1.class,
            io.airclass.contracts.roster.TermChangedV1.class,
            io.airclass.contracts.roster.CalendarDay.class);

    private final JsonMapper json = JsonMapper.builder().build();

    static List<EventCatalog.Entry> entries() {
        return EventCatalog.standard().entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_event_is_written_as_its_golden_file_says(EventCatalog.Entry entry) {
        assertThat(json.readTree(json.writeValueAsString(exampleOf(entry)))).isEqualTo(golden(entry));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_golden_file_is_read_as_the_event(EventCatalog.Entry entry) {
        assertThat(json.treeToValue(golden(entry), entry.eventClass())).isEqualTo(exampleOf(entry));
    }

    /** What is added within a version gets a file of its own, {@code .2.json} and so on; the first file stands as it is. */
    @ParameterizedTest
    @MethodSource("entries")
    void an_older_golden_file_is_read_as_the_event_with_what_was_added_empty(EventCatalog.Entry entry) {
        for (int edition = 1; edition < Golden.latest(entry.name()); edition++) {
            JsonNode older = golden(Golden.file(entry.name(), edition));
            JsonNode again = json.readTree(json.writeValueAsString(json.treeToValue(older, entry.eventClass())));
            older.properties()
                    .forEach(field -> assertThat(again.get(field.getKey())).isEqualTo(field.getValue()));
            again.properties().stream()
                    .filter(field -> !older.has(field.getKey()))
                    .forEach(added -> assertThat(added.getValue()).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_field_that_a_later_writer_adds_is_ignored(EventCatalog.Entry entry) {
        ObjectNode later = (ObjectNode) golden(entry).deepCopy();
        later.putObject("addedLater").put("anything", 1);
        later.values().forEach(child -> {
            if (child.isArray() && !child.isEmpty() && child.get(0) instanceof ObjectNode element) {
                element.put("addedLater", true);
            }
        });

        assertThat(json.treeToValue(later, entry.eventClass())).isEqualTo(exampleOf(entry));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_field_that_must_be_there_and_is_not_fails_by_its_name(EventCatalog.Entry entry) {
        for (RecordComponent component : entry.eventClass().getRecordComponents()) {
            if (component.getType() == List.class
                    || component.getType() == java.util.Map.class
                    || component.isAnnotationPresent(MayBeAbsent.class)) {
                continue;
            }
            ObjectNode incomplete = (ObjectNode) golden(entry).deepCopy();
            incomplete.remove(component.getName());
            assertThatThrownBy(() -> json.treeToValue(incomplete, entry.eventClass()))
                    .as("%s without %s", entry.name(), component.getName())
                    .isInstanceOf(JacksonException.class)
                    .hasMessageContaining(component.getName());
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_list_that_an_older_writer_did_not_know_is_empty(EventCatalog.Entry entry) throws Exception {
        for (RecordComponent component : entry.eventClass().getRecordComponents()) {
            if (component.getType() == List.class) {
                ObjectNode older = (ObjectNode) golden(entry).deepCopy();
                older.remove(component.getName());
                Object read = json.treeToValue(older, entry.eventClass());
                assertThat(component.getAccessor().invoke(read)).isEqualTo(List.of());
            }
        }
    }

    @Test
    void an_event_without_a_golden_file_is_told() {
        record UntoldV1() {}
        assertThatThrownBy(() -> golden(Golden.file("io.airclass.test." + UntoldV1.class.getSimpleName(), 1)))
                .hasMessageContaining("src/test/resources/golden/io.airclass.test.UntoldV1.json");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void no_field_tells_who_a_person_is(EventCatalog.Entry entry) {
        assertThat(personalFields(entry.eventClass())).isEmpty();
    }

    @Test
    void a_field_that_tells_who_a_person_is_would_be_found() {
        record Contact(String guardianPhone) {}
        record PlantedV1(String studentName, String name, List<Contact> contacts) {}
        assertThat(personalFields(PlantedV1.class)).containsExactly("studentName", "name", "guardianPhone");
    }

    private static List<String> personalFields(Class<?> type) {
        List<String> found = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            if (PERSONAL.matcher(name.toLowerCase(Locale.ROOT)).matches()
                    || (name.equals("name") && !NAMED_AFTER_NO_PERSON.contains(type))) {
                found.add(name);
            }
            recordIn(component).map(GoldenEventsTest::personalFields).forEach(found::addAll);
        }
        return found;
    }

    private static Stream<Class<?>> recordIn(RecordComponent component) {
        return component.getGenericType() instanceof java.lang.reflect.ParameterizedType list
                ? Arrays.stream(list.getActualTypeArguments())
                        .filter(argument -> argument instanceof Class<?> type && type.isRecord())
                        .map(argument -> (Class<?>) argument)
                : Stream.of(component.getType()).filter(Class::isRecord).map(type -> (Class<?>) type);
    }

    private static PublishedEvent exampleOf(EventCatalog.Entry entry) {
        return Examples.ALL.stream()
                .filter(entry.eventClass()::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "Examples has no " + entry.eventClass().getSimpleName()));
    }

    private JsonNode golden(EventCatalog.Entry entry) {
        return golden(Golden.file(entry.name(), Golden.latest(entry.name())));
    }

    private JsonNode golden(String file) {
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream(file)) {
            assertThat(in)
                    .as("Write the event by hand as it shall stand for ever in src/test/resources%s", file)
                    .isNotNull();
            return json.readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
