package io.airclass.homework.taken;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.homework.HomeworkTest;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.Database;
import io.airclass.testkit.Infrastructure;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** How long homework took: said by children and guardians, told in sums of at least five. */
class TakenTest extends HomeworkTest {
    private final String own = Ids.next();
    private final String schoolClass = "class-" + own;
    private final String teacher = token("t-" + own, grant(Role.TEACHER, SCHOOL));

    @Autowired
    Database database;

    private WebTestClient.RequestHeadersSpec<?> tellCall(String assignment, int minutes) {
        return client.put()
                .uri("/api/assignments/{id}/minutes-taken", assignment)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("minutes", minutes));
    }

    @Test
    void the_school_sees_nothing_of_four_and_the_middle_of_five_and_a_later_word_replaces_an_earlier() {
        var students = IntStream.range(0, 6).mapToObj(i -> "s" + i + "-" + own).toList();
        roster.apply(
                        new ClassChangedV1(
                                schoolClass,
                                SCHOOL,
                                "八年级（2）班",
                                8,
                                Stage.JUNIOR,
                                List.of("root", COUNTY, SCHOOL, schoolClass),
                                students,
                                List.of(new ClassTeacher("t-" + own, "数学")),
                                null,
                                false),
                        1)
                .block();
        var assignment = body(as(teacher, openCall(Ids.next(), assignment("classId", schoolClass))), 201)
                .at("/id")
                .asString();
        for (int i = 0; i < 4; i++) {
            tell(assignment, students.get(i), 10 * (i + 1));
        }
        var few = body(get(teacher, "/api/assignments/{id}/minutes-taken", assignment), 200);
        assertThat(few.at("/expectedMinutes").asInt()).isEqualTo(20);
        assertThat(few.at("/told").isMissingNode()).isTrue();
        assertThat(few.at("/median").isMissingNode()).isTrue();

        tell(assignment, students.get(4), 100);
        tell(assignment, students.get(4), 60);
        var enough = body(get(PRINCIPAL, "/api/assignments/{id}/minutes-taken", assignment), 200);
        assertThat(enough.at("/told").asInt()).isEqualTo(5);
        assertThat(enough.at("/median").asInt()).isEqualTo(30);
        assertThat(enough.at("/mean").asInt()).isEqualTo(32);

        var stored = Flux.from(Infrastructure.unguarded(database)
                        .getCollection("minutesTaken")
                        .find(new Document("assignmentId", assignment)))
                .collectList()
                .block();
        assertThat(stored).hasSize(5);
        assertThat(stored.toString()).doesNotContain(students).doesNotContain(own + "\"");
        assertThat(problem(as(teacher, tellCall(assignment, 5)), 403)).isEqualTo("not-your-child");
        body(as(token(students.get(5), grant(Role.STUDENT, SCHOOL)), tellCall(assignment, 1_441)), 400);
    }

    private void tell(String assignment, String student, int minutes) {
        as(token(student, grant(Role.STUDENT, SCHOOL)), tellCall(assignment, minutes))
                .expectStatus()
                .isNoContent();
    }
}
