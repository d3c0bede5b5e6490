package io.airclass.schedule.live;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.School;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.live.provider.BbbStandIn;
import io.airclass.testkit.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What tests of live lessons share: a school, two servers that stand in for BigBlueButton, and lessons planned for now. */
@ServiceTest
@Import(LiveServiceTest.PlannedForNow.class)
public abstract class LiveServiceTest {
    protected static final BbbStandIn first = new BbbStandIn();
    protected static final BbbStandIn second = new BbbStandIn();
    protected static final Map<String, PlannedLesson> plan = new ConcurrentHashMap<>();

    @Autowired
    protected WebTestClient client;

    @Autowired
    protected RosterView roster;

    @Autowired
    private LiveDueService dueService;

    @Autowired
    private RecordingsDueService recordingsService;

    protected School school;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        registry.add("airclass.live.servers", () -> first.entry("bbb-1") + "," + second.entry("bbb-2"));
        registry.add("airclass.live.links", () -> "dingtalk 教APP备3300001号 *.dingtalk.com");
        registry.add("airclass.live.callback-uri", () -> "https://airclass.example.cn");
        registry.add("airclass.live.call-timeout", () -> "400ms");
        registry.add("airclass.live.room-checked-for", () -> "1ms");
        registry.add("airclass.live.breaker-open-for", () -> "1ms");
        registry.add("airclass.lessons.sweep-wait", () -> "200ms");
    }

    /** The tests' own timetable. */
    @TestConfiguration(proxyBeanMethods = false)
    static class PlannedForNow {
        @Bean
        @Primary
        PlannedLessons plannedForNow(RosterView roster) {
            return new PlannedLessons() {
                @Override
                public Mono<PlannedLesson> find(LessonId id) {
                    return Mono.justOrEmpty(plan.get(id.toString()));
                }

                @Override
                public Flux<Own> ofStudent(String personId, Instant from, Instant until) {
                    return Flux.fromIterable(List.copyOf(plan.values()))
                            .filter(lesson -> lesson.startsAt().isBefore(until)
                                    && lesson.endsAt().isAfter(from))
                            .concatMap(lesson -> Flux.fromIterable(lesson.classIds())
                                    .concatMap(roster::schoolClass)
                                    .filter(schoolClass -> schoolClass.hasStudent(personId))
                                    .map(schoolClass -> new Own(lesson.lessonId(), schoolClass.id())));
                }
            };
        }

        /** As on another process: nothing in memory is shared. */
        @Bean
        Supplier<LiveService> anotherReplica(AutowireCapableBeanFactory beans) {
            return () -> beans.createBean(LiveService.class);
        }
    }

    @BeforeEach
    void a_school_and_servers_that_are_well() {
        school = new School(roster);
        for (var server : List.of(first, second)) {
            server.reset();
        }
    }

    /** A lesson of the first class that begins so long from now, whose first server is {@code bbb-1}. */
    protected String planned(String teacherId, Duration fromNow) {
        var starts = Instant.now().plus(fromNow);
        var date = LocalDate.ofInstant(starts, ZoneId.of("Asia/Shanghai"));
        for (int period = 1; period <= 20; period++) {
            String id = new LessonId(school.classId, date, period).toString();
            if (Math.floorMod(id.hashCode(), 2) == 0 && !plan.containsKey(id)) {
                plan.put(id, lesson(id, teacherId, starts, List.of(school.classId)));
                return id;
            }
        }
        throw new IllegalStateException("No period is free");
    }

    protected PlannedLesson lesson(String id, String teacherId, Instant starts, List<String> classIds) {
        return new PlannedLesson(
                id,
                school.classId,
                school.school,
                List.of("root", school.county, school.school),
                teacherId,
                "语文",
                starts,
                starts.plus(Duration.ofMinutes(40)),
                classIds,
                false,
                true,
                true,
                false);
    }

    protected static PlannedLesson shifted(PlannedLesson lesson, Duration by) {
        return new PlannedLesson(
                lesson.lessonId(),
                lesson.holderId(),
                lesson.schoolId(),
                lesson.within(),
                lesson.teacherId(),
                lesson.subject(),
                lesson.startsAt().plus(by),
                lesson.endsAt().plus(by),
                lesson.classIds(),
                lesson.test(),
                lesson.live(),
                lesson.approved(),
                lesson.cancelled());
    }

    protected Caller caller(String teacherId) {
        return new Caller(
                teacherId,
                "",
                List.of(new Grant(Role.TEACHER, school.school)),
                Instant.now().plusSeconds(600));
    }

    protected void train(String... teacherIds) {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        record(school.administrator(), List.of(teacherIds), today, today.plusYears(1))
                .expectStatus()
                .isOk();
    }

    protected WebTestClient.ResponseSpec record(
            String token, List<String> teacherIds, LocalDate trainedOn, LocalDate validUntil) {
        return send(
                HttpMethod.PUT,
                token,
                Map.of("personIds", teacherIds, "trainedOn", trainedOn.toString(), "validUntil", validUntil.toString()),
                "/api/orgs/{id}/live-trainings",
                school.school);
    }

    protected WebTestClient.ResponseSpec start(String token, String lesson) {
        return put(token, "/api/lessons/{id}/start", lesson);
    }

    /** At one replica. */
    protected static Mono<LiveLesson> startAt(LiveService replica, Caller teacher, String lesson) {
        return replica.start(teacher, lesson);
    }

    protected WebTestClient.ResponseSpec end(String token, String lesson) {
        return put(token, "/api/lessons/{id}/end", lesson);
    }

    protected WebTestClient.ResponseSpec arrange(
            String token, String lesson, String ifMatch, List<Map<String, String>> choices) {
        return client.put()
                .uri("/api/lessons/{id}/providers", lesson)
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    if (ifMatch != null) {
                        headers.set("If-Match", ifMatch);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("providers", choices))
                .exchange();
    }

    protected WebTestClient.ResponseSpec put(String token, String uri, Object... variables) {
        return client.put()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    protected WebTestClient.ResponseSpec get(String token, String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    protected WebTestClient.ResponseSpec send(
            HttpMethod method, String token, Object body, String uri, Object... variables) {
        return client.method(method)
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    /** Does what is due of lessons at an instant. */
    protected boolean sweepAt(Instant at) {
        dueService.sweepAt(at).block();
        return true;
    }

    /** Asks for what was recorded and is due at an instant. */
    protected void recordingsAt(Instant at) {
        recordingsService.sweepAt(at).block();
    }

    protected static WebTestClient.BodyContentSpec body(WebTestClient.ResponseSpec answer, int status) {
        return answer.expectStatus().isEqualTo(status).expectBody();
    }

    protected static void problem(WebTestClient.ResponseSpec answer, int status, String slug) {
        body(answer, status)
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/" + slug)
                .jsonPath("$.title")
                .isNotEmpty();
    }
}
