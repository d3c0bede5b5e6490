package io.airclass.schedule.figures;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.contracts.schedule.LessonStartedV1;
import io.airclass.contracts.schedule.ReplayReadyV1;
import io.airclass.contracts.schedule.ReplayTaskClosedV1;
import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.kit.events.EventJson;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.replay.MissedLessons;
import io.airclass.schedule.timetable.Mode;
import io.airclass.schedule.timetable.PlantedTimetables;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableRepository;
import io.airclass.schedule.timetable.VersionRepository;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import io.airclass.testkit.TestTokens;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.util.context.Context;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures of lessons: from the events over Kafka to the answer over HTTP. */
@ServiceTest
class LessonFiguresTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-09-07");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-09-08");

    @Autowired
    WebTestClient client;

    @Autowired
    ApplicationContext context;

    @Autowired
    RosterView roster;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @Autowired
    EventJson json;

    @Autowired
    JsonMapper mapper;

    @Autowired
    RollUpService rollUp;

    @Autowired
    PlanDueService planDue;

    @Autowired
    PlanDayRepository planDays;

    @Autowired
    FactService facts;

    @Autowired
    TimetableRepository timetables;

    @Autowired
    VersionRepository versions;

    private FigureRegion region;

    @BeforeEach
    void aRegion() {
        region = new FigureRegion(roster);
    }

    private ProducerRecord<String, byte[]> record(PublishedEvent event, Instant at) {
        return json.record(
                json.entries(List.of(event), 1, at, Context.empty()).getFirst().asDocument());
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        records.stream().map(kafka::send).toList().forEach(sent -> sent.join());
    }

    /** Adds up what is due and what becomes due by that, as if the seconds between had passed. */
    private void addUp() {
        var at = Instant.now();
        for (int round = 0; round < 12; round++) {
            at = at.plusSeconds(60);
            rollUp.sweepAt(at).block();
        }
    }

    private WebTestClient.ResponseSpec ask(String token, String org, String rest) {
        return client.get()
                .uri("/api/statistics/lessons?org=" + org + rest)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private JsonNode figures(String token, String org, String by) {
        var body = ask(token, org, "&from=2026-09-07&to=2026-09-08" + by)
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return mapper.readTree(body);
    }

    private static long of(JsonNode figures, Figure figure) {
        return figures.at("/" + figure.key()).asLong();
    }

    /** Of what is told of the classes below a place. */
    private long sum(List<PublishedEvent> events, String place, ToLongFunction<PublishedEvent> count) {
        return events.stream().filter(below(place)).mapToLong(count).sum();
    }

    private Predicate<PublishedEvent> below(String place) {
        return event -> {
            String lesson = event instanceof ReplayReadyV1 || event instanceof ReplayWatchedV1
                    ? event.key()
                    : event.aggregateId();
            String classId = LessonId.parse(lesson).map(LessonId::holderId).orElse(lesson);
            return region.within(classId).contains(place);
        };
    }

    @Test
    void shuffled_and_repeated_events_are_what_a_plain_count_over_them_says_at_every_level() {
        var random = new Random(7);
        var events = region.events(List.of(MONDAY, TUESDAY), random);
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        events.forEach(event -> records.add(record(event, Instant.now())));
        List.copyOf(records).stream().filter(_ -> random.nextInt(10) < 3).forEach(records::add);
        Collections.shuffle(records, random);
        send(records);

        eventually(() -> {
            addUp();
            for (String place : List.of(region.prefecture, region.xingyi, region.anlong, region.first, region.other)) {
                assertSums(events, place, figures(region.officer(), place, "").at("/total"));
            }
        });
        for (String place : List.of(region.prefecture, region.xingyi, region.first)) {
            var answer = figures(region.officer(), place, "&by=org");
            for (var figure : Figure.values()) {
                if (!figure.ofStudents()) {
                    long below = answer.at("/rows")
                            .valueStream()
                            .mapToLong(row -> of(row.at("/figures"), figure))
                            .sum();
                    assertThat(below).as("%s %s", place, figure).isEqualTo(of(answer.at("/total"), figure));
                }
            }
        }
        var byDay = figures(region.officer(), region.prefecture, "&by=day");
        assertThat(byDay.at("/rows").valueStream().map(row -> row.at("/key").asString()))
                .containsExactly("2026-09-07", "2026-09-08");
        var ofClass = figures(region.officer(), "c5-" + region.key, "&by=lesson");
        assertThat(ofClass.at("/rows")
                        .valueStream()
                        .mapToLong(row -> of(row.at("/figures"), Figure.JOINED))
                        .sum())
                .isEqualTo(of(ofClass.at("/total"), Figure.JOINED));
    }

    private void assertSums(List<PublishedEvent> events, String place, JsonNode told) {
        assertThat(of(told, Figure.HELD)).isEqualTo(sum(events, place, e -> e instanceof LessonStartedV1 ? 1 : 0));
        assertThat(of(told, Figure.SECONDS_HELD))
                .isEqualTo(sum(events, place, e -> e instanceof LessonEndedV1 ? 2_400 : 0));
        assertThat(of(told, Figure.SECONDS_LATE))
                .isEqualTo(sum(events, place, e -> e instanceof LessonStartedV1 s ? s.secondsLate() : 0));
        assertThat(of(told, Figure.STARTED_LATE))
                .isEqualTo(sum(events, place, e -> e instanceof LessonStartedV1 s && s.secondsLate() >= 60 ? 1 : 0));
        assertThat(of(told, Figure.CANCELLED)).isEqualTo(sum(events, place, e -> e instanceof LessonChangedV1 ? 1 : 0));
        assertThat(of(told, Figure.ENROLLED))
                .isEqualTo(sum(events, place, e -> e instanceof LessonAttendedV1 a ? a.enrolled() : 0));
        assertThat(of(told, Figure.JOINED))
                .isEqualTo(sum(events, place, e -> e instanceof LessonAttendedV1 a ? a.joined() : 0));
        assertThat(of(told, Figure.PRESENT))
                .isEqualTo(sum(events, place, e -> e instanceof LessonAttendedV1 a ? a.present() : 0));
        assertThat(of(told, Figure.MINUTES_PHONE))
                .isEqualTo(sum(events, place, e -> e instanceof LessonAttendedV1 a ? a.minutesHandset() : 0));
        assertThat(of(told, Figure.MINUTES_TV))
                .isEqualTo(sum(events, place, e -> e instanceof LessonAttendedV1 a ? a.minutesTv() : 0));
        assertThat(of(told, Figure.REPLAYED)).isEqualTo(sum(events, place, e -> e instanceof ReplayReadyV1 ? 1 : 0));
        assertThat(of(told, Figure.REPLAY_VIEWS))
                .isEqualTo(sum(events, place, e -> e instanceof ReplayWatchedV1 ? 1 : 0));
        assertThat(of(told, Figure.MADE_UP))
                .isEqualTo(sum(events, place, e -> e instanceof ReplayTaskClosedV1 ? 1 : 0));
    }

    @Test
    void students_of_a_small_class_are_told_nowhere_and_no_subtraction_tells_them() {
        attended("c1-", 48, 40);
        attended("c2-", 45, 41);
        attended("c3-", 3, 2);
        attended("c4-", 12, 11);
        attended("c5-", 50, 49);

        eventually(() -> {
            addUp();
            assertThat(of(figures(region.officer(), region.prefecture, "").at("/total"), Figure.JOINED))
                    .isEqualTo(143);
        });
        var village = figures(region.officer(), region.village, "&by=org");
        assertThat(of(village.at("/total"), Figure.JOINED)).isEqualTo(13);
        for (var row : village.at("/rows")) {
            assertThat(row.at("/figures/joined").isNull()).isTrue();
            assertThat(row.at("/figures/phoneShare").isNull()).isTrue();
            assertThat(row.at("/hiddenDays").asInt()).isOne();
            assertThat(of(row.at("/figures"), Figure.HELD)).isOne();
        }
        for (String small : List.of("c3-", "c4-")) {
            for (String by : List.of("", "&by=day", "&by=lesson")) {
                var told = figures(region.officer(), small + region.key, by);
                assertThat(told.at("/total/joined").isNull()).isTrue();
                assertThat(told.at("/rows")
                                .valueStream()
                                .filter(row -> of(row.at("/figures"), Figure.HELD) > 0)
                                .map(row -> row.at("/figures/joined")))
                        .allMatch(JsonNode::isNull);
            }
        }
        assertThat(of(figures(region.officer(), region.xingyi, "&by=org").at("/rows/0/figures"), Figure.JOINED))
                .isEqualTo(81);
    }

    private void attended(String classPrefix, int enrolled, int joined) {
        String classId = classPrefix + region.key;
        var event = new LessonAttendedV1(
                FigureRegion.lesson(classId, MONDAY, 1),
                classId,
                region.within(classId).get(3),
                region.within(classId),
                "语文",
                region.wang,
                enrolled,
                joined,
                joined,
                0,
                joined * 20L,
                0,
                joined * 20L,
                0,
                0);
        send(List.of(record(event, Instant.now())));
    }

    @Test
    void what_is_told_late_and_told_anew_restates_every_sum_above() {
        attended("c5-", 50, 20);
        eventually(() -> {
            addUp();
            assertThat(of(figures(region.officer(), region.prefecture, "").at("/total"), Figure.JOINED))
                    .isEqualTo(20);
        });
        attended("c5-", 50, 33);
        eventually(() -> {
            addUp();
            var told = figures(region.officer(), region.prefecture, "").at("/total");
            assertThat(of(told, Figure.JOINED)).isEqualTo(33);
            assertThat(told.at("/joinedShare").asDouble()).isEqualTo(0.66);
            assertThat(told.at("/phoneShare").asDouble()).isEqualTo(0.5);
        });
    }

    @Test
    void many_facts_of_one_class_at_once_are_all_counted_and_so_are_many_classes_of_one_school() {
        var classId = "c1-" + region.key;
        Races.of(16, i -> () -> {
            facts.take(classId, MONDAY, new Fact.Started(FigureRegion.lesson(classId, MONDAY, i + 1), 5))
                    .retry(3)
                    .block();
            return rollUp.sweepAt(Instant.now().plusSeconds(3)).block();
        });
        eventually(() -> {
            addUp();
            assertThat(of(figures(region.officer(), region.prefecture, "").at("/total"), Figure.HELD))
                    .isEqualTo(16);
        });
    }

    private Slot slot(LocalDate day, int period, Mode mode) {
        var weekly = Slot.weekly(
                day.getDayOfWeek(),
                period,
                LocalTime.of(7 + period, 0),
                LocalTime.of(7 + period, 40),
                "语文",
                region.wang,
                "");
        return new Slot(
                weekly.weekday(),
                weekly.period(),
                weekly.start(),
                weekly.end(),
                weekly.subject(),
                weekly.teacherId(),
                weekly.room(),
                mode,
                "",
                weekly.use(),
                weekly.weeks(),
                weekly.joint(),
                weekly.studio(),
                false,
                null,
                null);
    }

    @Test
    void what_the_timetables_have_for_the_day_is_planned_however_often_it_is_counted() {
        var today = LocalDate.now(FigureRegion.ZONE);
        var classId = "c1-" + region.key;
        new PlantedTimetables(timetables, versions)
                .publish(
                        classId,
                        region.within(classId),
                        today.minusDays(2),
                        today.plusDays(60),
                        false,
                        List.of(
                                slot(today, 1, Mode.SCHOOL_LIVE),
                                slot(today, 2, Mode.SCHOOL_LIVE),
                                slot(today, 3, Mode.SELF_STUDY)));
        send(List.of(record(region.cancelled(classId, today, 2), Instant.now())));
        String days = "&from=" + today + "&to=" + today;

        eventually(() -> {
            planDue.sweepAt(Instant.now().plusSeconds(600)).block();
            addUp();
            var told = mapper.readTree(ask(region.officer(), region.prefecture, days)
                    .expectBody()
                    .returnResult()
                    .getResponseBody());
            assertThat(of(told.at("/total"), Figure.PLANNED)).isEqualTo(3);
            assertThat(of(told.at("/total"), Figure.PLANNED_LIVE)).isEqualTo(2);
            assertThat(of(told.at("/total"), Figure.CANCELLED_LIVE)).isOne();
            assertThat(of(told.at("/total"), Figure.CLASS_DAYS)).isOne();
            assertThat(of(told.at("/total"), Figure.CLASS_DAYS_COVERED)).isZero();
            assertThat(told.at("/total/heldShare").asDouble()).isZero();
            assertThat(of(told.at("/total"), Figure.PUBLISHED)).isOne();
            assertThat(of(told.at("/total"), Figure.NOTICE_BREACHES)).isZero();
        });
    }

    @Test
    void a_day_whose_count_was_broken_off_is_gone_on_with_by_another_and_once_more_after_its_end() {
        var day = LocalDate.of(2031, 5, 5).plusDays(new Random().nextInt(1_000));
        var counted = "c1-" + region.key;
        var left = "c2-" + region.key;
        for (String classId : List.of(counted, left)) {
            new PlantedTimetables(timetables, versions)
                    .publish(classId, region.within(classId), day, day, false, List.of(slot(day, 1, Mode.SCHOOL_LIVE)));
        }
        planDays.create(new PlanDay(day.toString(), false, counted, false, Instant.now()))
                .block();

        eventually(() -> {
            planDue.sweepAt(Instant.now().plusSeconds(600)).block();
            assertThat(plannedOn(day, left)).isOne();
            assertThat(secondTimeOf(day)).containsExactly(true);
        });
        assertThat(plannedOn(day, counted)).isZero();

        planDue.again(day).block();
        eventually(() -> {
            planDue.sweepAt(Instant.now().plusSeconds(600)).block();
            assertThat(plannedOn(day, counted)).isOne();
        });
    }

    private long plannedOn(LocalDate day, String classId) {
        var told = ask(region.officer(), classId, "&from=" + day + "&to=" + day)
                .expectBody()
                .returnResult()
                .getResponseBody();
        return of(mapper.readTree(told).at("/total"), Figure.PLANNED);
    }

    /** Whether the second time is still to come, an hour after the day. */
    private List<Boolean> secondTimeOf(LocalDate day) {
        var end = day.plusDays(1).atStartOfDay(FigureRegion.ZONE).toInstant();
        return planDays.due(end.plusSeconds(3_600), 1_000)
                .filter(due -> due.id().equals(day.toString()))
                .map(due -> due.value().over())
                .collectList()
                .block();
    }

    @Test
    void who_has_no_duty_there_sees_no_figures() {
        String days = "&from=2026-09-07&to=2026-09-08";
        ask(region.principal(), region.first, days).expectStatus().isOk();
        ask(region.principal(), region.village, days).expectStatus().isNotFound();
        ask(region.principal(), region.prefecture, days).expectStatus().isForbidden();
        ask(region.principal(), "c5-" + region.key, days).expectStatus().isNotFound();
        ask(region.teacher(), "c1-" + region.key, days).expectStatus().isOk();
        ask(region.teacher(), region.first, days).expectStatus().isForbidden();
        var student = TestTokens.token("c1-" + region.key + "-s0", TestTokens.grant(Role.STUDENT, region.first));
        ask(student, "c1-" + region.key, days).expectStatus().isNotFound();
        ask(region.officer(), "nowhere", days).expectStatus().isNotFound();
    }

    @Test
    void days_and_divisions_that_cannot_be_are_refused() {
        for (String rest : List.of(
                "&from=2026-09-08&to=2026-09-07",
                "&from=2024-09-07&to=2026-09-07",
                "&from=2026-09-01&to=2026-10-02&by=org",
                "&from=%2B999999999-01-01&to=%2B999999999-01-02",
                "&from=1066-10-14&to=1066-10-14",
                "&from=2026-09-07&to=2026-09-07&by=person",
                "&from=2026-09-07&to=2026-09-07&by=lesson",
                "&from=gestern&to=2026-09-07")) {
            ask(region.officer(), region.prefecture, rest).expectStatus().isBadRequest();
        }
        ask(region.officer(), "c1-" + region.key, "&from=2026-09-07&to=2026-09-07&by=org")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void a_class_knows_what_it_was_taught_online_and_what_each_student_lacks() {
        var classId = "c4-" + region.key;
        attended("c4-", 12, 11);
        var missed = new MissedLessons(context);
        missed.miss(
                FigureRegion.lesson(classId, MONDAY, 1),
                region.within(classId),
                List.of(classId + "-s3", classId + "-s4"),
                FigureRegion.at(MONDAY, 2));
        missed.makeUp(FigureRegion.lesson(classId, MONDAY, 1), classId + "-s4");

        eventually(() -> {
            var told = mapper.readTree(coverage(region.officer(), classId)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody());
            assertThat(told.at("/held").asInt()).isOne();
            assertThat(told.at("/students").size()).isEqualTo(12);
            for (var student : told.at("/students")) {
                boolean lacks = student.at("/studentId").asString().equals(classId + "-s3");
                assertThat(student.at("/coverage").asDouble()).isEqualTo(lacks ? 0 : 1);
                assertThat(student.at("/gaps").size()).isEqualTo(lacks ? 1 : 0);
            }
        });
        coverage(region.teacher(), classId).expectStatus().isOk();
        coverage(region.principal(), classId).expectStatus().isNotFound();
        coverage(TestTokens.token(classId + "-s3", TestTokens.grant(Role.STUDENT, region.village)), classId)
                .expectStatus()
                .isForbidden();
    }

    private WebTestClient.ResponseSpec coverage(String token, String classId) {
        return client.get()
                .uri("/api/classes/{id}/coverage?from=2026-09-01&to=2026-09-30", classId)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }
}
