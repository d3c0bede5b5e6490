package io.airclass.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.roster.RosterEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventCatalogTest {
    private final EventCatalog catalog = EventCatalog.standard();

    @Test
    void an_event_is_found_by_its_type_and_by_its_class() {
        EventCatalog.Entry entry = catalog.of(AssignmentOpenedV1.class);

        assertThat(entry.name()).isEqualTo("io.airclass.homework.assignment-opened.v1");
        assertThat(entry.topic().name()).isEqualTo("airclass.homework.v1");
        assertThat(entry.topic().owner()).isEqualTo("homework");
        assertThat(entry.topic().compacted()).isFalse();
        assertThat(catalog.named(entry.name())).contains(entry);
        assertThat(catalog.named("io.airclass.homework.assignment-opened.v9")).isEmpty();
    }

    @Test
    void every_record_of_the_published_language_is_listed() {
        Set<Class<?>> permitted = new HashSet<>();
        Stream.of(
                        RosterEvent.class,
                        io.airclass.contracts.schedule.ScheduleEvent.class,
                        io.airclass.contracts.homework.HomeworkEvent.class,
                        io.airclass.contracts.exam.ExamEvent.class,
                        io.airclass.contracts.notification.NotificationEvent.class)
                .flatMap(area -> Stream.of(area.getPermittedSubclasses()))
                .forEach(permitted::add);
        permitted.add(
                io.airclass.contracts.roster.AuditRecordedV1.class); // a fact, no state: not heard with the roster

        assertThat(catalog.entries())
                .<Class<?>>extracting(EventCatalog.Entry::eventClass)
                .hasSameElementsAs(permitted);
    }

    @Test
    void a_type_name_tells_area_name_and_version_and_its_topic_belongs_to_the_area() {
        assertThat(catalog.entries()).allSatisfy(entry -> {
            assertThat(entry.name()).matches("io\\.airclass\\.[a-z]+\\.[a-z]+(-[a-z]+)*\\.v[1-9]");
            assertThat(entry.name()).startsWith("io.airclass." + entry.topic().owner() + ".");
            assertThat(entry.eventClass().getPackageName())
                    .isEqualTo("io.airclass.contracts." + entry.topic().owner());
            assertThat(entry.meaning()).endsWith(".");
        });
    }

    @Test
    void exactly_the_roster_is_compacted_and_keyed_by_what_it_is_about() {
        assertThat(catalog.entries())
                .allSatisfy(entry -> assertThat(entry.topic().compacted())
                        .isEqualTo(RosterEvent.class.isAssignableFrom(entry.eventClass())));
        assertThat(Examples.ALL).filteredOn(RosterEvent.class::isInstance).allSatisfy(event -> assertThat(event.key())
                .isEqualTo(event.aggregateId()));
    }

    @Test
    void two_events_of_one_type_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCatalog.of(List.of(FirstV1.class, SecondV1.class)))
                .withMessageContaining("io.airclass.test.twice.v1");
        assertThatIllegalArgumentException().isThrownBy(() -> EventCatalog.of(List.of(FirstV1.class, FirstV1.class)));
    }

    @Test
    void an_event_without_a_type_or_with_an_unknown_topic_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCatalog.of(List.of(UntypedV1.class)))
                .withMessageContaining("@EventType");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCatalog.of(List.of(ElsewhereV1.class)))
                .withMessageContaining("airclass.elsewhere.v1");
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.of(FirstV1.class));
    }

    @EventType(value = "io.airclass.test.twice.v1", topic = Topics.HOMEWORK, meaning = "For the test.")
    record FirstV1(String key, String aggregateId) implements PublishedEvent {}

    @EventType(value = "io.airclass.test.twice.v1", topic = Topics.EXAM, meaning = "For the test.")
    record SecondV1(String key, String aggregateId) implements PublishedEvent {}

    record UntypedV1(String key, String aggregateId) implements PublishedEvent {}

    @EventType(value = "io.airclass.test.elsewhere.v1", topic = "airclass.elsewhere.v1", meaning = "For the test.")
    record ElsewhereV1(String key, String aggregateId) implements PublishedEvent {}
}
