package io.airclass.roster.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static Person person(boolean enabled) {
        return Person.imported(
                "陈", "志强", enabled, List.of(), List.of("school-1"), List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void other_services_are_told_who_may_use_nothing() {
        assertThat(person(false).changed("teacher-1").disabled()).isTrue();
        assertThat(person(true).changed("teacher-1").disabled())
                .as("absent, as in the events of before")
                .isNull();
    }
}
