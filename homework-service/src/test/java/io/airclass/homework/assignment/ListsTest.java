package io.airclass.homework.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.homework.HomeworkTest;
import io.airclass.kit.ids.Ids;
import io.airclass.testkit.TestTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListsTest extends HomeworkTest {
    private final String own = Ids.next();
    private final String schoolClass = "class-" + own;
    private final String teacher = TestTokens.token("teacher-" + own, TestTokens.grant(Role.TEACHER, SCHOOL));
    private final String student = TestTokens.token("student-" + own, TestTokens.grant(Role.STUDENT, SCHOOL));
    private final String guardian = TestTokens.token("guardian-" + own, TestTokens.grant(Role.GUARDIAN, SCHOOL));
    private final Instant due = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void a_class_of_its_own() {
        roster.apply(
                        new ClassChangedV1(
                                schoolClass,
                                SCHOOL,
                                "八年级（1）班",
                                8,
                                Stage.JUNIOR,
                                List.of("root", COUNTY, SCHOOL, schoolClass),
                                List.of("student-" + own),
                                List.of(new ClassTeacher("teacher-" + own, "英语")),
                                null,
                                false),
                        1)
                .block();
        roster.apply(
                        new PersonChangedV1(
                                "student-" + own,
                                List.of(Role.STUDENT),
                                List.of(SCHOOL),
                                List.of(schoolClass),
                                List.of("guardian-" + own),
                                List.of(),
                                List.of(),
                                false),
                        1)
                .block();
    }

    @Test
    void student_guardian_and_teacher_page_through_the_same_homework_latest_due_first() {
        // every second pair is due at the same instant, so that the pages end within a tie
        IntStream.range(0, 7).forEach(i -> open(due.plusSeconds(i / 2)));
        opened();
        for (var token : List.of(student, guardian, teacher)) {
            var all = pages(token, 2);
            assertThat(all).hasSize(7);
            assertThat(all).extracting(item -> item.at("/id").asString()).doesNotHaveDuplicates();
            assertThat(all)
                    .extracting(item -> Instant.parse(item.at("/dueAt").asString()))
                    .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        }
    }

    @Test
    void a_teacher_who_is_a_guardian_too_sees_both() {
        open(due);
        roster.apply(
                        new PersonChangedV1(
                                "xiaohong",
                                List.of(Role.STUDENT),
                                List.of(SCHOOL),
                                List.of(CLASS),
                                List.of("xiaohong-baba", "teacher-" + own),
                                List.of(),
                                List.of(),
                                false),
                        System.nanoTime())
                .block();
        var other = opened();
        var both = TestTokens.token(
                "teacher-" + own, TestTokens.grant(Role.TEACHER, SCHOOL), TestTokens.grant(Role.GUARDIAN, SCHOOL));
        assertThat(pages(both, 200))
                .extracting(item -> item.at("/classId").asString())
                .contains(schoolClass, CLASS);
        assertThat(pages(both, 200))
                .extracting(item -> item.at("/id").asString())
                .contains(other);
    }

    @Test
    void who_has_no_homework_gets_an_empty_page() {
        var nobody = TestTokens.token("nobody-" + own, TestTokens.grant(Role.STUDENT, SCHOOL));
        assertThat(pages(nobody, 50)).isEmpty();
    }

    @Test
    void a_page_has_bounds_and_a_foreign_cursor_is_refused() {
        assertThat(problem(get(student, "/api/me/assignments?limit=0"), 400)).isEqualTo("limit-out-of-range");
        assertThat(problem(get(student, "/api/me/assignments?limit=201"), 400)).isEqualTo("limit-out-of-range");
        assertThat(problem(get(student, "/api/me/assignments?cursor=abc"), 400)).isEqualTo("cursor-malformed");
        body(get(student, "/api/me/assignments?limit=200"), 200);
    }

    private void open(Instant dueAt) {
        var request = assignment("classId", schoolClass);
        request.put("dueAt", dueAt.toString());
        body(as(teacher, openCall(Ids.next(), request)), 201);
    }

    private List<JsonNode> pages(String token, int limit) {
        var all = new ArrayList<JsonNode>();
        var page = body(get(token, "/api/me/assignments?limit={limit}", limit), 200);
        while (true) {
            page.at("/items").forEach(all::add);
            if (page.at("/cursor").isMissingNode()) {
                return all;
            }
            page = body(
                    get(
                            token,
                            "/api/me/assignments?limit={limit}&cursor={cursor}",
                            limit,
                            page.at("/cursor").asString()),
                    200);
        }
    }
}
