package io.airclass.schedule.filing;

import io.airclass.contracts.Stage;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.filing.FilingCall.Terms;
import io.airclass.schedule.filing.FilingCall.Wanted;
import io.airclass.schedule.timetable.PlantedTimetables;
import io.airclass.schedule.timetable.TimetableRepository;
import io.airclass.schedule.timetable.VersionRepository;
import io.airclass.testkit.Eventually;
import io.airclass.testkit.ServiceTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What tests of filings share. */
@ServiceTest
abstract class FilingServiceTest {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final LocalDate TODAY = LocalDate.now(SHANGHAI);
    /** Of the week that is filed. */
    static final LocalDate MONDAY = TODAY.plusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    /** Its last day is over. */
    static final LocalDate DUE = TODAY.minusDays(2);

    static final Instant CALLED = Instant.now().minus(Duration.ofDays(20));
    static final Instant IN_TIME = DUE.atTime(23, 59, 59).atZone(SHANGHAI).toInstant();
    static final Instant LATE = DUE.plusDays(1).atStartOfDay(SHANGHAI).toInstant();

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    TimetableRepository timetables;

    @Autowired
    VersionRepository versions;

    @Autowired
    FilingCallService calls;

    @Autowired
    FilingCallRepository callDocuments;

    @Autowired
    FilingService service;

    @Autowired
    FilingRepository filings;

    @Autowired
    TallyRepository tallies;

    @Autowired
    FilingDueService due;

    FilingRegion region;

    @BeforeEach
    void a_region() {
        region = new FilingRegion(roster, new PlantedTimetables(timetables, versions));
    }

    /** A call that was made in time, laid out. */
    String called(String issuer, Wanted wanted, Receiver... receivers) {
        return called(issuer, wanted, List.of(), receivers);
    }

    String called(String issuer, Wanted wanted, List<Integer> grades, Receiver... receivers) {
        var id = calls.create(
                        region.everybody(),
                        issuer,
                        new IdempotencyKey(UUID.randomUUID().toString(), "hash"),
                        org -> new Terms(
                                issuer,
                                org.within(),
                                "首周课程表报备",
                                "黔西南州教通〔2020〕5号",
                                wanted,
                                List.<Stage>of(),
                                grades,
                                DUE,
                                receivers.length == 0 ? List.of(new Receiver(issuer, "")) : List.of(receivers),
                                "officer-1",
                                CALLED),
                        CALLED)
                .block()
                .id();
        due.sweepAt(Instant.now()).block();
        Eventually.eventually(() -> org.assertj.core.api.Assertions.assertThat(
                        callDocuments.find(id).block().value())
                .matches(call -> !(call instanceof FilingCall.Open open) || isLaidOut(open)));
        return id;
    }

    private static boolean isLaidOut(FilingCall.Open open) {
        return open.dueAt() == null || open.dueAt().isAfter(Instant.now());
    }

    static Wanted week() {
        return new Wanted.Timetables(MONDAY, null);
    }

    static String id(String call, String org) {
        return FilingId.of(call, org, MONDAY).toString();
    }

    Filing filing(String id) {
        return filings.find(id).block().value();
    }

    Filing.Filed filed(String id) {
        return (Filing.Filed) filing(id);
    }

    WebTestClient.ResponseSpec get(String token, String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    WebTestClient.ResponseSpec put(String token, String uri, Object... variables) {
        return client.put()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    WebTestClient.ResponseSpec send(HttpMethod method, String token, Object body, String uri, Object... variables) {
        return client.method(method)
                .uri(uri, variables)
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    headers.set("Idempotency-Key", UUID.randomUUID().toString());
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    static WebTestClient.BodyContentSpec body(WebTestClient.ResponseSpec answer, int status) {
        return answer.expectStatus().isEqualTo(status).expectBody();
    }

    static void problem(WebTestClient.ResponseSpec answer, int status, String slug) {
        body(answer, status)
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/" + slug)
                .jsonPath("$.title")
                .isNotEmpty();
    }
}
