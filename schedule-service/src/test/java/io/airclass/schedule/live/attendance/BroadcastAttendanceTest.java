package io.airclass.schedule.live.attendance;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveService;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.schedule.live.PlannedLesson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;

/** One live lesson and eighty classes that receive it (R124): 4,800 students, 500 teachers. */
class BroadcastAttendanceTest extends LiveServiceTest {
    private static final int CLASSES = 80;
    private static final int STUDENTS = 60;
    private static final int TEACHERS = 500;

    @Autowired
    AttendanceService service;

    @Autowired
    LiveService lessons;

    private final List<String> classIds = new ArrayList<>();

    private String student(int number) {
        return "student-" + number + "-" + school.school;
    }

    private String teacher(int number) {
        return "teacher-" + number + "-" + school.school;
    }

    private String aLessonForEightyClasses() {
        return aLesson("broadcast-" + school.school, CLASSES, CLASSES);
    }

    /** @param named classes that the plan names of so many that receive it */
    private String aLesson(String broadcast, int classes, int named) {
        for (int i = 0; i < classes; i++) {
            int first = i;
            var id = "class-" + i + "-" + school.school;
            var of = "school-" + i % 20 + "-" + school.school;
            classIds.add(id);
            roster.apply(
                            new ClassChangedV1(
                                    id,
                                    of,
                                    "高一（" + i + "）班",
                                    10,
                                    Stage.SENIOR,
                                    List.of("root", school.county, of, id),
                                    IntStream.range(0, STUDENTS)
                                            .mapToObj(n -> student(first * STUDENTS + n))
                                            .toList(),
                                    IntStream.range(0, TEACHERS)
                                            .filter(n -> n % CLASSES == first)
                                            .mapToObj(n -> new ClassTeacher(teacher(n), "物理"))
                                            .toList(),
                                    null,
                                    false),
                            1)
                    .block();
        }
        var starts = Instant.now().minus(Duration.ofMinutes(5));
        var id = new LessonId(broadcast, LocalDate.ofInstant(starts, ZoneId.of("Asia/Shanghai")), 1).toString();
        var planned = lesson(id, school.wang, starts, classIds);
        plan.put(
                id,
                new PlannedLesson(
                        id,
                        broadcast,
                        planned.schoolId(),
                        planned.within(),
                        planned.teacherId(),
                        planned.subject(),
                        planned.startsAt(),
                        planned.endsAt(),
                        classIds.stream().sorted().limit(named).toList(),
                        false,
                        true,
                        true,
                        false));
        train(school.wang);
        start(school.headTeacher(), id).expectStatus().isOk();
        return id;
    }

    private static Caller caller(String personId, Role role) {
        return new Caller(
                personId,
                "",
                List.of(new Grant(role, "somewhere")),
                Instant.now().plusSeconds(600));
    }

    @Test
    void everybody_of_eighty_classes_comes_in_and_each_class_has_its_own_attendance() {
        var lesson = aLessonForEightyClasses();

        Flux.range(0, CLASSES * STUDENTS)
                .flatMap(
                        n -> service.join(caller(student(n), Role.STUDENT), lesson, Device.TABLET, Optional.empty(), 0),
                        64)
                .blockLast();
        Flux.range(0, TEACHERS)
                .flatMap(
                        n -> service.join(
                                caller(teacher(n), Role.TEACHER), lesson, Device.CLASSROOM, Optional.empty(), 30),
                        64)
                .blockLast();

        end(school.headTeacher(), lesson).expectStatus().isOk();
        var sums = service.sums((Ended) lessons.found(lesson).block()).block().of();
        assertThat(sums).hasSize(CLASSES).allSatisfy(sum -> {
            assertThat(sum.event().enrolled()).isEqualTo(STUDENTS);
            assertThat(sum.event().joined()).isEqualTo(STUDENTS);
            assertThat(sum.event().screenStudents()).isEqualTo(30);
        });
        assertThat(sums).extracting(sum -> sum.event().classId()).containsExactlyInAnyOrderElementsOf(classIds);
        assertThat(sums.stream().map(sum -> sum.event().schoolId()).distinct()).hasSize(20);
    }

    @Test
    void a_receiving_teacher_watches_and_ends_nothing_and_who_has_no_such_class_sees_nothing() {
        var lesson = aLessonForEightyClasses();
        var receiving = token(teacher(3), grant(Role.TEACHER, "school-3-" + school.school));

        body(send(HttpMethod.POST, receiving, Map.of("device", "PC"), "/api/lessons/{id}/joins", lesson), 201)
                .jsonPath("$.part")
                .isEqualTo("VIEWER");
        problem(end(receiving, lesson), 403, "lesson-not-yours");
        problem(start(receiving, lesson), 403, "lesson-not-yours");
        var own = token(student(3 * STUDENTS), grant(Role.STUDENT, "school-3-" + school.school));
        body(send(HttpMethod.POST, own, Map.of("device", "PHONE"), "/api/lessons/{id}/joins", lesson), 201)
                .jsonPath("$.part")
                .isEqualTo("VIEWER");
        problem(
                send(HttpMethod.POST, own, Map.of("device", "CLASSROOM"), "/api/lessons/{id}/joins", lesson),
                403,
                "screen-by-teachers-only");
        var stranger = token("stranger-" + school.school, grant(Role.TEACHER, "elsewhere"));
        problem(get(stranger, "/api/lessons/{id}/live", lesson), 404, "lesson-not-found");
        body(get(receiving, "/api/lessons/{id}/attendance", lesson), 200)
                .jsonPath("$.enrolled")
                .isEqualTo(CLASSES * STUDENTS)
                .jsonPath("$.students.length()")
                .isEqualTo(STUDENTS);
    }

    @Test
    void a_class_that_the_plan_has_no_room_to_name_takes_part_as_any_other() {
        for (int i = 0; i < 20; i++) {
            var of = "school-" + i + "-" + school.school;
            roster.apply(
                            new OrgChangedV1(
                                    of,
                                    OrgType.SCHOOL,
                                    school.county,
                                    null,
                                    null,
                                    "兴义市第" + i + "中学",
                                    List.of(Stage.SENIOR),
                                    List.of("root", school.county, of),
                                    false),
                            1)
                    .block();
        }
        int classes = AttendanceService.SUMMED_AT_ONCE + 30;
        var broadcast = broadcastToGradeTen();
        var lesson = aLesson(broadcast, classes, 2);
        var last = classIds.stream().sorted().toList().getLast();
        int number = classIds.indexOf(last);
        var at = "school-" + number % 20 + "-" + school.school;
        var own = token(student(number * STUDENTS), grant(Role.STUDENT, at));

        body(send(HttpMethod.POST, own, Map.of("device", "TABLET"), "/api/lessons/{id}/joins", lesson), 201)
                .jsonPath("$.part")
                .isEqualTo("VIEWER");
        body(get(own, "/api/lessons/{id}/attendance", lesson), 200)
                .jsonPath("$.enrolled")
                .isEqualTo(3 * STUDENTS)
                .jsonPath("$.students.length()")
                .isEqualTo(1);
        body(get(own, "/api/lessons/{id}/packs/{c}", lesson, last), 200);
        problem(get(own, "/api/lessons/{id}/packs/{c}", lesson, school.classId), 404, "pack-not-found");
        body(get(token("principal-" + at, grant(Role.PRINCIPAL, at)), "/api/lessons/{id}/live", lesson), 200);
        problem(
                get(token("stranger-" + at, grant(Role.STUDENT, at)), "/api/lessons/{id}/live", lesson),
                404,
                "lesson-not-found");
        problem(
                send(HttpMethod.POST, school.studentToken(), Map.of("device", "PC"), "/api/lessons/{id}/joins", lesson),
                404,
                "lesson-not-found");

        end(school.headTeacher(), lesson).expectStatus().isOk();
        var ended = (Ended) lessons.found(lesson).block();
        var first = service.sums(ended).block();
        assertThat(first.of()).hasSize(AttendanceService.SUMMED_AT_ONCE);
        var rest = service.sums(ended.countedTo(first.upTo().orElseThrow(), Instant.now()))
                .block();
        assertThat(rest.upTo()).isEmpty();
        assertThat(Stream.concat(first.of().stream(), rest.of().stream())
                        .map(sum -> sum.event().classId()))
                .containsExactlyElementsOf(classIds.stream().sorted().toList());
        assertThat(rest.of().getLast().event().joined()).isEqualTo(1);
        assertThat(rest.of().getLast().absent()).hasSizeBetween(STUDENTS - 1, STUDENTS);

        sweepAt(Instant.now().plus(Duration.ofMinutes(10)));
        eventually(() -> assertThat((Ended) lessons.found(lesson).block())
                .as("summed up to the end")
                .extracting(Ended::dueAt, Ended::summedTo)
                .containsOnlyNulls());
    }

    private String broadcastToGradeTen() {
        return client.post()
                .uri("/api/orgs/{id}/broadcasts", school.county)
                .headers(headers -> headers.setBearerAuth(school.teachingOfficer()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .bodyValue(Map.of(
                        "name",
                        "全县高一物理",
                        "subject",
                        "物理",
                        "stage",
                        "SENIOR",
                        "grades",
                        List.of(10),
                        "everyClassOf",
                        school.county,
                        "teacherIds",
                        List.of(school.wang)))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
    }
}
