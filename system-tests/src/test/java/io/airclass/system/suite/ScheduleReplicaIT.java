package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite.Service;
import io.airclass.launcher.demo.Answer;
import io.airclass.launcher.demo.ApiClient;
import io.airclass.launcher.demo.Call;
import io.airclass.launcher.demo.DemoRegion;
import io.airclass.launcher.demo.Session;
import io.airclass.launcher.region.DemoTimetable;
import io.airclass.launcher.region.Region;
import io.airclass.launcher.region.Region.SchoolClass;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two replicas of schedule-service over one database; the gateway knows the first, a client beside it the second. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScheduleReplicaIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** From a publication to its first lesson, and a week in which the lessons lie. */
    private static final int NOTICE_DAYS = 3;

    private static final int WEEKS_MAX = 12;
    private static final int RACES = 6;
    private static final Region REGION = DemoRegion.current();
    private static final SuiteUnderTest SUITE = SuiteUnderTest.shared();
    private static ApiClient first;
    private static ApiClient second;
    private static Session admin;
    private static Session principal;
    private static Session student;
    private static SchoolClass own;
    private static SchoolClass beside;

    @BeforeAll
    static void a_second_replica_starts() {
        var address = SUITE.replicate(Service.SCHEDULE);
        first = new ApiClient(SUITE.gateway());
        second = new ApiClient(address);
        admin = first.signIn("school-admin", Region.DEMO_PASSWORD);
        principal = first.signIn("principal", Region.DEMO_PASSWORD);
        student = first.signIn("student", Region.DEMO_PASSWORD);
        own = REGION.classOfStudent(REGION.account("student").personId());
        beside = REGION.classes().stream()
                .filter(each -> each.schoolId().equals(own.schoolId())
                        && each.grade() == own.grade()
                        && !each.id().equals(own.id()))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void it_stops() {
        if (second != null) {
            second.close();
            first.close();
            SUITE.stopReplica(Service.SCHEDULE);
        }
    }

    private static Answer ask(ApiClient at, Session who, String path) {
        return at.sendPatiently(Call.get(path).as(who));
    }

    private static Answer change(ApiClient at, String lessonId, String step, Map<String, ?> body) {
        return at.sendPatiently(
                Call.put("/api/lessons/" + lessonId + "/" + step).as(admin).json(body));
    }

    /** Written at one replica, submitted at the other, approved at the first and published at the other. */
    private static void publish(SchoolClass schoolClass) {
        var path = "/api/classes/" + schoolClass.id() + "/timetable";
        var known = ask(first, admin, path);
        if (known.status() == 200 && known.text("/state").equals("PUBLISHED")) {
            return;
        }
        var monday = firstMonday();
        var upload = Call.put(path + "?effectiveFrom=" + monday)
                .as(admin)
                .text("text/csv; charset=utf-8", DemoTimetable.csv(REGION, schoolClass));
        var draft = first.sendPatiently(known.status() == 200 ? upload.ifMatch(known.etag()) : upload);
        assertThat(draft.status()).as(draft.brief()).isIn(200, 201);
        var submitted =
                second.sendPatiently(Call.put(path + "/submission").as(admin).ifMatch(draft.etag()));
        assertThat(submitted.status()).as(submitted.brief()).isEqualTo(200);
        var approved = first.sendPatiently(Call.put(path + "/approval").as(principal));
        assertThat(approved.status()).as(approved.brief()).isEqualTo(200);
        var published = second.sendPatiently(Call.put(path + "/publication").as(admin));
        assertThat(published.status()).as(published.brief()).isEqualTo(200);
    }

    private static LocalDate firstMonday() {
        var day = LocalDate.now(ZONE).plusDays(NOTICE_DAYS);
        while (day.getDayOfWeek() != DayOfWeek.MONDAY) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The ids of a class's lessons on the first day, from the first Monday on, that has any. */
    private static List<String> lessons(ApiClient at, SchoolClass schoolClass, LocalDate day) {
        return ask(at, admin, "/api/classes/" + schoolClass.id() + "/lessons?date=" + day)
                .json()
                .at("/items")
                .valueStream()
                .map(item -> item.at("/id").asString())
                .toList();
    }

    private static Optional<LocalDate> dayOfBoth() {
        return IntStream.range(0, WEEKS_MAX * 7)
                .mapToObj(i -> firstMonday().plusDays(i))
                .filter(day -> !lessons(first, own, day).isEmpty()
                        && !lessons(first, beside, day).isEmpty())
                .findFirst();
    }

    private static LocalDate day() {
        Poll.until("both classes have lessons on a day", () -> dayOfBoth().isPresent());
        return dayOfBoth().orElseThrow();
    }

    @Test
    @Order(1)
    void what_one_replica_publishes_the_other_answers_word_for_word() {
        publish(own);
        publish(beside);
        var day = day();
        for (var path : List.of(
                "/api/classes/" + own.id() + "/lessons?date=" + day,
                "/api/classes/" + beside.id() + "/lessons?week=" + day,
                "/api/classes/" + own.id() + "/timetable")) {
            Poll.until("the same answer at both: " + path, () -> {
                var one = ask(first, admin, path);
                var other = ask(second, admin, path);
                return one.status() == 200
                        && other.status() == 200
                        && one.json().equals(other.json());
            });
            assertThat(ask(second, admin, path).etag())
                    .isEqualTo(ask(first, admin, path).etag());
        }
    }

    @Test
    @Order(2)
    void a_lesson_cancelled_at_one_is_cancelled_at_the_other_and_comes_back_from_there() {
        var day = day();
        var lesson = lessons(first, own, day).getFirst();

        assertThat(change(first, lesson, "cancellation", Map.of("why", "停电")).status())
                .isEqualTo(200);
        Poll.until("cancelled at the second", () -> isCancelled(second, lesson, day));
        assertThat(change(second, lesson, "restoration", Map.of("why", "来电了")).status())
                .isEqualTo(200);
        Poll.until("back at the first", () -> !isCancelled(first, lesson, day));
    }

    private static boolean isCancelled(ApiClient at, String lesson, LocalDate day) {
        return ask(at, student, "/api/me/lessons?date=" + day)
                .json()
                .at("/items")
                .valueStream()
                .anyMatch(item -> item.at("/id").asString().equals(lesson)
                        && item.at("/cancelled").asBoolean(false));
    }

    /** The same free teacher is asked for in two classes at one time, at both replicas at once. */
    @Test
    @Order(3)
    void of_two_covers_by_one_teacher_at_one_time_one_is_made_whichever_replica_is_asked() {
        var day = day();
        var mine = lessons(first, own, day);
        var theirs = lessons(first, beside, day);
        int races = Math.min(RACES, Math.min(mine.size(), theirs.size()));
        assertThat(races).isPositive();
        int won = 0;
        for (int i = 0; i < races; i++) {
            var one = mine.get(i);
            var other = theirs.get(i);
            var both = suggested(one);
            both.retainAll(suggested(other));
            if (both.isEmpty()) {
                continue;
            }
            var body = Map.of("teacherId", both.iterator().next(), "why", "教师病假");
            var answers = List.of(
                            CompletableFuture.supplyAsync(() -> change(first, one, "cover", body)),
                            CompletableFuture.supplyAsync(() -> change(second, other, "cover", body)))
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers.stream().map(Answer::status).filter(status -> status == 200))
                    .as(answers.stream().map(Answer::brief).toList().toString())
                    .hasSize(1);
            assertThat(answers.stream().map(Answer::status)).containsAnyOf(409, 422);
            won++;
            change(first, one, "restoration", Map.of("why", "病愈"));
            change(second, other, "restoration", Map.of("why", "病愈"));
        }
        assertThat(won).as("races that were run").isPositive();
    }

    private static Set<String> suggested(String lesson) {
        var found = new HashSet<String>();
        ask(first, admin, "/api/lessons/" + lesson + "/cover-suggestions")
                .json()
                .at("/items")
                .valueStream()
                .forEach(item -> found.add(item.at("/teacherId").asString()));
        return found;
    }

    @Test
    @Order(4)
    void what_a_replica_acknowledged_before_it_was_killed_holds_and_nothing_stays_locked() {
        var day = day();
        var lessons = lessons(first, own, day);
        var acknowledged = new ArrayList<String>();
        var asked = lessons.stream()
                .map(lesson -> CompletableFuture.supplyAsync(() -> isAcknowledged(lesson) ? lesson : ""))
                .toList();
        CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join();
        SUITE.killReplica(Service.SCHEDULE);
        asked.forEach(each -> {
            if (!each.join().isEmpty()) {
                acknowledged.add(each.join());
            }
        });

        assertThat(acknowledged).isNotEmpty();
        for (var lesson : acknowledged) {
            Poll.until("what was acknowledged holds: " + lesson, () -> isCancelled(first, lesson, day));
        }
        for (var lesson : lessons) {
            Poll.until(
                    "can be changed again: " + lesson,
                    () -> change(first, lesson, "restoration", Map.of("why", "恢复上课"))
                                    .status()
                            == 200);
        }
        Poll.until("all take place", () -> lessons.stream().noneMatch(lesson -> isCancelled(first, lesson, day)));
    }

    private static boolean isAcknowledged(String lesson) {
        try {
            return second.send(Call.put("/api/lessons/" + lesson + "/cancellation")
                                    .as(admin)
                                    .json(Map.of("why", "校园网中断")))
                            .status()
                    == 200;
        } catch (UncheckedIOException killed) {
            return false; // no answer: it may have been done or not
        }
    }
}
