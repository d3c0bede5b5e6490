package io.airclass.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final List<String> WITHIN = List.of("root", "522300", "522301", "school-1", "class-1");

    @Test
    void a_grant_reaches_its_organisation_and_all_below_it_and_nothing_beside() {
        var officer = caller(new Grant(Role.SUPERVISION_OFFICER, "522301"));
        assertThat(officer.has(Role.SUPERVISION_OFFICER, WITHIN)).isTrue();
        assertThat(officer.has(Role.SUPERVISION_OFFICER, List.of("root", "522300", "522302")))
                .isFalse();
        assertThat(officer.has(Role.TEACHING_OFFICER, WITHIN)).isFalse();
        assertThat(officer.reaches(Set.of(Role.TEACHING_OFFICER, Role.SUPERVISION_OFFICER), WITHIN))
                .isTrue();
        assertThat(officer.reaches(Set.of(), WITHIN)).isFalse();
        assertThat(officer.orgsAs(Set.of(Role.SUPERVISION_OFFICER))).containsExactly("522301");
    }

    @Test
    void grants_are_read_as_tokens_write_them_and_unknown_ones_give_nothing() {
        var grant = new Grant(Role.TEACHER, "school-1");
        assertThat(Grant.parse(grant.toString())).contains(grant);
        assertThat(Grant.parse("TEACHER")).isEmpty();
        assertThat(Grant.parse("TEACHER@")).isEmpty();
        assertThat(Grant.parse("@school-1")).isEmpty();
        assertThat(Grant.parse("EMPEROR@school-1")).isEmpty();
    }

    private static Caller caller(Grant... grants) {
        return new Caller("p-1", "s-1", List.of(grants), Instant.MAX);
    }
}
