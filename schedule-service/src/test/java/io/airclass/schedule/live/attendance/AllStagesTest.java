package io.airclass.schedule.live.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.live.LiveAccessService;
import io.airclass.schedule.live.LiveService;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.schedule.live.PlannedLesson;
import io.airclass.schedule.live.ReadinessService;
import io.airclass.schedule.live.provider.Providers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All subjects and all stages at the same time: every class is started and joined at once, at two replicas, and none is told another's (R126). */
class AllStagesTest extends LiveServiceTest {
    private static final int STUDENTS = 12;
    private static final int AT_ONCE = 32;
    private static final Map<Stage, Integer> GRADES =
            Map.of(Stage.KINDERGARTEN, 0, Stage.PRIMARY, 6, Stage.JUNIOR, 9, Stage.SENIOR, 12, Stage.VOCATIONAL, 11);

    private static final List<String> SUBJECTS =
            List.of("语文", "数学", "英语", "物理", "化学", "生物", "历史", "地理", "思想政治", "音乐", "体育与健康");

    @Autowired
    AttendanceRepository attendance;

    @Autowired
    AttendanceService here;

    @Autowired
    LiveService lessonsHere;

    @Autowired
    Supplier<LiveService> anotherReplica;

    @Autowired
    LiveAccessService access;

    @Autowired
    PlacesService places;

    @Autowired
    ReadinessService readiness;

    @Autowired
    Providers providers;

    @Autowired
    GroupService groups;

    @Autowired
    AttendanceSettings settings;

    private final String key = UUID.randomUUID().toString().substring(0, 8);

    /** A class in which one subject is taught just now. */
    private record Now(
            String lessonId, String classId, Stage stage, String subject, String teacher, List<String> students) {
        /** So many come, another number in each class. */
        List<String> coming() {
            return students.subList(0, 1 + Math.floorMod(classId.hashCode(), STUDENTS));
        }
    }

    private record Replica(LiveService lessons, AttendanceService attendance) {}

    private List<Replica> replicas() {
        var lessons = anotherReplica.get();
        return List.of(
                new Replica(lessonsHere, here),
                new Replica(
                        lessons,
                        new AttendanceService(
                                attendance,
                                access,
                                lessons,
                                places,
                                readiness,
                                providers,
                                groups,
                                roster,
                                settings,
                                Clock.systemUTC(),
                                new SimpleMeterRegistry())));
    }

    /** One class for each stage and subject. */
    private List<Now> everyClass() {
        var starts = Instant.now().minus(Duration.ofMinutes(5));
        var all = new ArrayList<Now>();
        GRADES.forEach((stage, grade) -> SUBJECTS.forEach(subject -> all.add(oneClass(stage, grade, subject, starts))));
        return all;
    }

    private Now oneClass(Stage stage, int grade, String subject, Instant starts) {
        String of = stage.name().toLowerCase(Locale.ROOT) + grade + "-" + SUBJECTS.indexOf(subject) + "-" + key;
        String classId = "c-" + of;
        String teacher = "t-" + of;
        var students =
                IntStream.range(0, STUDENTS).mapToObj(i -> "s" + i + "-" + of).toList();
        roster.apply(
                        new PersonChangedV1(
                                teacher,
                                List.of(Role.TEACHER),
                                List.of(school.school),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                false),
                        1)
                .block();
        roster.apply(
                        new ClassChangedV1(
                                classId,
                                school.school,
                                grade + "年级" + subject + "班",
                                grade,
                                stage,
                                List.of("root", school.county, school.school, classId),
                                students,
                                List.of(new ClassTeacher(teacher, subject)),
                                teacher,
                                false),
                        1)
                .block();
        var date = LocalDate.ofInstant(starts, ZoneId.of("Asia/Shanghai"));
        String lessonId = new LessonId(classId, date, 1).toString();
        plan.put(
                lessonId,
                new PlannedLesson(
                        lessonId,
                        classId,
                        school.school,
                        List.of("root", school.county, school.school),
                        teacher,
                        subject,
                        starts,
                        starts.plus(Duration.ofMinutes(40)),
                        List.of(classId),
                        false,
                        true,
                        true,
                        false));
        return new Now(lessonId, classId, stage, subject, teacher, students);
    }

    private Caller student(String personId) {
        return new Caller(
                personId,
                "",
                List.of(new Grant(Role.STUDENT, school.school)),
                Instant.now().plusSeconds(600));
    }

    @Test
    void every_subject_of_every_stage_is_held_at_once_and_each_class_has_its_own_attendance() {
        var replicas = replicas();
        var all = everyClass();
        train(all.stream().map(Now::teacher).toArray(String[]::new));
        all.forEach(now -> arrange(
                        school.administrator(),
                        now.lessonId(),
                        null,
                        List.of(Map.of(
                                "provider", "dingtalk", "address", "https://meeting.dingtalk.com/" + now.classId())))
                .expectStatus()
                .isOk());

        atOnce(all.stream().flatMap(now -> replicas.stream()
                .map(replica -> startAt(replica.lessons(), caller(now.teacher()), now.lessonId())
                        .then())));
        assertThat(all).allSatisfy(now -> assertThat(
                        lessonsHere.found(now.lessonId()).block().startedBy())
                .isEqualTo(now.teacher()));

        var device = Device.values();
        atOnce(all.stream().flatMap(now -> now.coming().stream()
                .flatMap(person -> replicas.stream().map(replica -> replica.attendance()
                        .join(
                                student(person),
                                now.lessonId(),
                                device[Math.floorMod(person.hashCode(), device.length - 1)],
                                Optional.empty(),
                                0)
                        .then()))));

        for (var replica : replicas) {
            assertThat(all).allSatisfy(now -> {
                var told = replica.attendance()
                        .of(caller(now.teacher()), now.lessonId())
                        .block();
                assertThat(told.enrolled()).isEqualTo(STUDENTS);
                assertThat(told.students().entrySet().stream()
                                .filter(one -> !one.getValue().isNone())
                                .map(Map.Entry::getKey))
                        .containsExactlyInAnyOrderElementsOf(now.coming());
            });
        }
        assertThat(all.stream().map(Now::stage).collect(Collectors.toSet())).isEqualTo(GRADES.keySet());
        assertThat(all.stream().map(Now::subject).collect(Collectors.toSet())).hasSize(SUBJECTS.size());
        assertThat(here.of(
                                student(all.getFirst().students().getFirst()),
                                all.getFirst().lessonId())
                        .block()
                        .told())
                .containsOnlyKeys(all.getFirst().students().getFirst());
    }

    /** In any order, many at a time. */
    private static void atOnce(Stream<Mono<Void>> things) {
        var shuffled = new ArrayList<>(things.toList());
        Collections.shuffle(shuffled, new Random(126));
        Flux.fromIterable(shuffled).flatMap(thing -> thing, AT_ONCE).blockLast();
    }
}
