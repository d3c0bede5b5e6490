package io.airclass.schedule.live.attendance;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
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
import java.util.stream.IntStream;
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
        for (int i = 0; i < CLASSES; i++) {
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
        var id = new LessonId("broadcast-" + school.school, LocalDate.ofInstant(starts, ZoneId.of("Asia/Shanghai")), 1)
                .toString();
        var planned = lesson(id, school.wang, starts, classIds);
        plan.put(
                id,
                new PlannedLesson(
                        id,
                        "broadcast-" + school.school,
                        planned.schoolId(),
                        planned.within(),
                        planned.teacherId(),
                        planned.subject(),
                        planned.startsAt(),
                        planned.endsAt(),
                        classIds,
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
        var sums = service.sums((Ended) lessons.found(lesson).block()).block();
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
}
