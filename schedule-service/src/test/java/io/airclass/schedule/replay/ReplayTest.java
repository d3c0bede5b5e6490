package io.airclass.schedule.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.FileStore;
import io.airclass.schedule.live.LiveServiceTest;
import io.airclass.schedule.live.provider.BbbStandIn;
import io.airclass.schedule.replay.Replay.Deleted;
import io.airclass.schedule.replay.Replay.Kept;
import io.airclass.testkit.Races;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** Replays over HTTP: taken in, watched, kept, told of and deleted. */
class ReplayTest extends LiveServiceTest {
    /** The beginning of an MP4 file is enough to be one. */
    private static final byte[] VIDEO = video();

    @Autowired
    ReplayRepository replays;

    @Autowired
    ReplayTaskRepository tasks;

    @Autowired
    WatchRepository watchings;

    @Autowired
    ReplayDueService due;

    @Autowired
    FileStore files;

    @Autowired
    MeterRegistry meters;

    private String lesson;

    private static byte[] video() {
        var bytes = new byte[5_000];
        var head = new byte[] {
            0, 0, 0, 0x18, 'f', 't', 'y', 'p', 'm', 'p', '4', '2', 0, 0, 0, 0, 'm', 'p', '4', '2', 'i', 's', 'o', 'm'
        };
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    @BeforeEach
    void a_lesson_is_over() {
        train(school.wang);
        lesson = planned(school.wang, Duration.ofMinutes(-5));
        start(school.headTeacher(), lesson).expectStatus().isOk();
    }

    private void ended() {
        end(school.headTeacher(), lesson).expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec upload(String token, String key, byte[] content, String name) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(content)).filename(name);
        return client.post()
                .uri("/api/lessons/{id}/replays?seconds=2400", lesson)
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    headers.set("Idempotency-Key", key);
                })
                .body(BodyInserters.fromMultipartData(parts.build()))
                .exchange();
    }

    private String uploaded() {
        var location = upload(school.headTeacher(), UUID.randomUUID().toString(), VIDEO, "语文.mp4")
                .expectStatus()
                .isCreated()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getLocation()
                .toString();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private WebTestClient.ResponseSpec watch(String token, String replay, int from, int until) {
        return send(
                HttpMethod.PUT,
                token,
                Map.of("ranges", List.of(Map.of("from", from, "until", until))),
                "/api/replays/{id}/watching",
                replay);
    }

    private Kept kept(String id) {
        return (Kept) replays.find(id).block().value();
    }

    /** As if so much time had passed. */
    private void older(String id, Duration by) {
        var stored = replays.find(id).block();
        var kept = (Kept) stored.value();
        replays.save(
                        stored,
                        new Kept(
                                kept.of(),
                                kept.content(),
                                kept.keptUntil().minus(by),
                                kept.expiresAt().minus(by),
                                kept.noticed(),
                                kept.addedBy(),
                                kept.addedAt().minus(by),
                                kept.dueAt().minus(by)),
                        List.of())
                .block();
    }

    @Test
    void a_file_of_the_teacher_is_watched_by_the_class_whole_and_in_ranges() {
        problem(upload(school.headTeacher(), "k", VIDEO, "语文.mp4"), 409, "lesson-not-ended");
        ended();
        var id = uploaded();

        for (String token :
                List.of(school.studentToken(), school.guardianToken(), school.teacher(), school.administrator())) {
            body(get(token, "/api/lessons/{id}/replays", lesson), 200)
                    .jsonPath("$.items[0].id")
                    .isEqualTo(id)
                    .jsonPath("$.items[0].name")
                    .isEqualTo("语文.mp4")
                    .jsonPath("$.items[0].type")
                    .isEqualTo("video/mp4")
                    .jsonPath("$.items[0].size")
                    .isEqualTo(5000);
        }
        get(school.studentToken(), "/api/replays/{id}/content", id)
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .isEqualTo(VIDEO);
        client.get()
                .uri("/api/replays/{id}/content", id)
                .headers(headers -> headers.setBearerAuth(school.studentToken()))
                .header("Range", "bytes=4-11")
                .exchange()
                .expectStatus()
                .isEqualTo(206)
                .expectHeader()
                .valueEquals("Content-Range", "bytes 4-11/5000")
                .expectBody(byte[].class)
                .isEqualTo("ftypmp42".getBytes());
        problem(get(school.colleague(), "/api/replays/{id}", id), 404, "replay-not-found");
        problem(get(school.neighbourAdministrator(), "/api/replays/{id}/content", id), 404, "replay-not-found");
    }

    @Test
    void the_same_upload_again_is_the_same_replay_and_what_is_no_video_is_not_taken() {
        ended();
        var first = upload(school.headTeacher(), "key-" + lesson, VIDEO, "语文.mp4")
                .expectStatus()
                .isCreated()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getLocation();
        var again = upload(school.headTeacher(), "key-" + lesson, VIDEO, "语文.mp4")
                .expectStatus()
                .isCreated()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getLocation();
        assertThat(again).isEqualTo(first);
        var other = VIDEO.clone();
        other[4000] = 1;
        problem(upload(school.headTeacher(), "key-" + lesson, other, "语文.mp4"), 422, "idempotency-key-reused");
        problem(upload(school.headTeacher(), "b", "<html>课</html>".getBytes(), "语文.mp4"), 415, "replay-type-not-taken");
        problem(upload(school.headTeacher(), "c", new byte[0], "语文.mp4"), 422, "replay-empty");
        problem(upload(school.studentToken(), "d", VIDEO, "语文.mp4"), 403, "lesson-not-yours");
        body(get(school.studentToken(), "/api/lessons/{id}/replays", lesson), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }

    @Test
    void it_is_kept_for_three_months_by_the_calendar_and_longer_where_it_is_pinned() {
        ended();
        var id = uploaded();
        var expires = kept(id).expiresAt();
        assertThat(Duration.between(Instant.now(), expires)).isBetween(Duration.ofDays(88), Duration.ofDays(93));

        var until = expires.plus(Duration.ofDays(30));
        body(pin(school.headTeacher(), id, until), 200)
                .jsonPath("$.pinned")
                .isEqualTo(true)
                .jsonPath("$.expiresAt")
                .isEqualTo(until.toString());
        problem(pin(school.headTeacher(), id, expires.minusSeconds(1)), 422, "pin-out-of-range");
        problem(pin(school.headTeacher(), id, expires.plus(Duration.ofDays(1000))), 422, "pin-out-of-range");
        problem(pin(school.studentToken(), id, until), 403, "lesson-not-yours");
    }

    private WebTestClient.ResponseSpec pin(String token, String id, Instant until) {
        return send(HttpMethod.PUT, token, Map.of("until", until.toString()), "/api/replays/{id}/pin", id);
    }

    @Test
    void seven_days_before_its_end_that_is_told_once_and_at_its_end_it_is_gone_with_a_record() {
        ended();
        var id = uploaded();
        var blob = kept(id).content().place();
        var sha256 = kept(id).content().sha256();
        older(id, Duration.between(Instant.now(), kept(id).expiresAt()).minus(Duration.ofDays(6)));

        Races.of(4, _ -> () -> due.sweepAt(Instant.now()).block());
        assertThat(kept(id).noticed()).isTrue();
        assertThat(replays.find(id).block().version())
                .as("made, aged, claimed, noticed")
                .isEqualTo(4);
        get(school.studentToken(), "/api/replays/{id}", id).expectStatus().isOk();
        problem(get(school.studentToken(), "/api/replays/{id}/deletion", id), 404, "replay-not-deleted");

        older(id, Duration.ofDays(6).plusSeconds(1));
        problem(get(school.studentToken(), "/api/replays/{id}/content", id), 410, "replay-gone");
        Races.of(4, _ -> () -> due.sweepAt(Instant.now()).block());

        assertThat(replays.find(id).block().value()).isInstanceOfSatisfying(Deleted.class, deleted -> {
            assertThat(deleted.gone()).isTrue();
            assertThat(deleted.deletedBy()).isNull();
        });
        assertThat(files.get(blob, 0, 10).collectList().onErrorComplete().block())
                .isNull();
        problem(get(school.studentToken(), "/api/replays/{id}", id), 410, "replay-gone");
        body(get(school.bureau(), "/api/replays/{id}/deletion", id), 200)
                .jsonPath("$.sha256")
                .isEqualTo(sha256)
                .jsonPath("$.size")
                .isEqualTo(5000)
                .jsonPath("$.gone")
                .isEqualTo(true)
                .jsonPath("$.deletedAt")
                .isNotEmpty();
        body(get(school.studentToken(), "/api/lessons/{id}/replays", lesson), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void its_teacher_deletes_it_by_hand_once_however_often_it_is_asked() {
        ended();
        var id = uploaded();
        problem(delete(school.studentToken(), id), 403, "lesson-not-yours");

        var statuses = Races.of(
                4,
                _ -> () -> delete(school.headTeacher(), id)
                        .returnResult(Void.class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnly(204);
        body(get(school.administrator(), "/api/replays/{id}/deletion", id), 200)
                .jsonPath("$.deletedBy")
                .isEqualTo(school.wang)
                .jsonPath("$.gone")
                .isEqualTo(true);
    }

    private WebTestClient.ResponseSpec delete(String token, String id) {
        return client.delete()
                .uri("/api/replays/{id}", id)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private WebTestClient.ResponseSpec callback(String server, String secret, String meetingId) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .claim("meeting_id", meetingId)
                        .claim("record_id", "rec-1")
                        .build());
        token.sign(new MACSigner(secret));
        return client.post()
                .uri("/api/live/servers/{server}/recordings", server)
                .body(BodyInserters.fromFormData("signed_parameters", token.serialize()))
                .exchange();
    }

    @Test
    void a_recording_that_its_server_says_is_ready_becomes_a_replay_once_and_is_deleted_there() throws JOSEException {
        ended();
        String room = lesson + "~r1";
        first.recorded("rec-" + lesson, room, 0, 2_400_000, "presentation", "https://bbb.example.cn/playback/1");

        callback("bbb-1", BbbStandIn.SECRET, room).expectStatus().isNoContent();
        callback("bbb-1", BbbStandIn.SECRET, room).expectStatus().isNoContent();
        put(school.headTeacher(), "/api/lessons/{id}/recordings", lesson)
                .expectStatus()
                .isOk();

        problem(callback("bbb-1", "f".repeat(40), room), 401, "callback-not-signed");
        problem(callback("dingtalk", BbbStandIn.SECRET, room), 401, "callback-not-signed");
        problem(callback("bbb-1", BbbStandIn.SECRET, "unknown~20260907~1~r1"), 410, "recording-not-wanted");
        problem(
                client.post()
                        .uri("/api/live/servers/bbb-1/recordings")
                        .body(BodyInserters.fromFormData("x", "y"))
                        .exchange(),
                401,
                "callback-not-signed");
        problem(
                client.post()
                        .uri("/api/live/servers/bbb-1/recordings")
                        .body(BodyInserters.fromFormData(
                                "signed_parameters", "eyJhbGciOiJub25lIn0.eyJtZWV0aW5nX2lkIjoieCJ9."))
                        .exchange(),
                401,
                "callback-not-signed");

        body(get(school.studentToken(), "/api/lessons/{id}/replays", lesson), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].seconds")
                .isEqualTo(2400)
                .jsonPath("$.items[0].address")
                .isEqualTo("https://bbb.example.cn/playback/1");
        var id = replays.ofLesson(lesson, 10).blockFirst().id();
        get(school.studentToken(), "/api/replays/{id}/content", id)
                .expectStatus()
                .isEqualTo(303)
                .expectHeader()
                .valueEquals("Location", "https://bbb.example.cn/playback/1");

        delete(school.headTeacher(), id).expectStatus().isNoContent();
        assertThat(first.hasRecording("rec-" + lesson)).isFalse();
    }

    private WebTestClient.BodyContentSpec live() {
        return body(get(school.headTeacher(), "/api/lessons/{id}/live", lesson), 200);
    }

    private long questions() {
        return first.recordingsAsked.stream()
                .filter(meeting -> meeting.equals(lesson + "~r1"))
                .count();
    }

    @Test
    void a_recording_of_which_its_server_never_tells_is_asked_for_until_it_is_there() throws JOSEException {
        ended();
        live().jsonPath("$.recordings").isEqualTo("AWAITED");
        var over = Instant.now();
        recordingsAt(over.plus(Duration.ofMinutes(9)));
        assertThat(questions()).as("too early").isZero();
        recordingsAt(over.plus(Duration.ofMinutes(11)));
        recordingsAt(over.plus(Duration.ofMinutes(12)));
        assertThat(questions()).isEqualTo(1);
        first.mood = BbbStandIn.Mood.BROKEN;
        recordingsAt(over.plus(Duration.ofMinutes(21)));
        live().jsonPath("$.recordings").isEqualTo("AWAITED");
        first.mood = BbbStandIn.Mood.WELL;
        first.recorded("rec-" + lesson, lesson + "~r1", 0, 2_400_000, "video", "https://bbb.example.cn/playback/3");

        recordingsAt(over.plus(Duration.ofMinutes(41)));

        live().jsonPath("$.recordings").isEqualTo("READY");
        long asked = questions();
        recordingsAt(over.plus(Duration.ofHours(30)));
        assertThat(questions()).isEqualTo(asked);
        callback("bbb-1", BbbStandIn.SECRET, lesson + "~r1").expectStatus().isNoContent();
        assertThat(replays.ofLesson(lesson, 10).collectList().block()).hasSize(1);
    }

    @Test
    void a_recording_that_its_server_has_told_of_is_not_asked_for() throws JOSEException {
        ended();
        first.recorded("rec-" + lesson, lesson + "~r1", 0, 2_400_000, "video", "https://bbb.example.cn/playback/4");
        callback("bbb-1", BbbStandIn.SECRET, lesson + "~r1").expectStatus().isNoContent();
        live().jsonPath("$.recordings").isEqualTo("READY");
        long asked = questions();

        recordingsAt(Instant.now().plus(Duration.ofMinutes(11)));

        assertThat(questions()).isEqualTo(asked);
    }

    @Test
    void what_is_not_there_for_a_day_is_said_to_be_missing_and_is_taken_if_it_comes_after_all() throws JOSEException {
        ended();
        double before = missing();

        recordingsAt(Instant.now().plus(Duration.ofHours(25)));

        live().jsonPath("$.recordings").isEqualTo("NONE");
        assertThat(missing()).as("this one, and those of other tests").isGreaterThan(before);
        first.recorded("rec-" + lesson, lesson + "~r1", 0, 2_400_000, "video", "https://bbb.example.cn/playback/5");
        callback("bbb-1", BbbStandIn.SECRET, lesson + "~r1").expectStatus().isNoContent();
        live().jsonPath("$.recordings").isEqualTo("READY");
    }

    @Test
    void many_replicas_at_once_ask_for_a_recording_once() {
        ended();
        var due = Instant.now().plus(Duration.ofMinutes(11));

        Races.of(8, _ -> () -> {
            recordingsAt(due);
            return true;
        });

        assertThat(questions()).isEqualTo(1);
        live().jsonPath("$.recordings").isEqualTo("AWAITED");
    }

    private double missing() {
        return meters.get("airclass_recordings_missing_total").counter().count();
    }

    @Test
    void a_recording_whose_server_is_down_when_it_is_deleted_is_not_shown_and_is_deleted_later() throws JOSEException {
        ended();
        first.recorded("rec-" + lesson, lesson + "~r1", 0, 2_400_000, "video", "https://bbb.example.cn/playback/2");
        callback("bbb-1", BbbStandIn.SECRET, lesson + "~r1").expectStatus().isNoContent();
        var id = replays.ofLesson(lesson, 10).blockFirst().id();
        first.mood = BbbStandIn.Mood.BROKEN;

        delete(school.headTeacher(), id).expectStatus().isNoContent();
        problem(get(school.studentToken(), "/api/replays/{id}", id), 410, "replay-gone");
        body(get(school.administrator(), "/api/replays/{id}/deletion", id), 200)
                .jsonPath("$.gone")
                .isEqualTo(false);

        first.mood = BbbStandIn.Mood.WELL;
        due.sweepAt(Instant.now().plus(Duration.ofMinutes(2))).block();
        body(get(school.administrator(), "/api/replays/{id}/deletion", id), 200)
                .jsonPath("$.gone")
                .isEqualTo(true);
        assertThat(first.hasRecording("rec-" + lesson)).isFalse();
    }

    private void missed() {
        tasks.open(List.of(new ReplayTask(
                        lesson,
                        school.classId,
                        school.school,
                        List.of("root", school.school, school.classId),
                        school.student,
                        true,
                        Instant.now(),
                        null,
                        null,
                        0)))
                .block();
    }

    @Test
    void who_missed_a_lesson_has_a_task_that_closes_by_watching_really() {
        ended();
        missed();
        missed();
        var id = uploaded();
        body(get(school.studentToken(), "/api/me/replay-tasks"), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].lessonId")
                .isEqualTo(lesson)
                .jsonPath("$.items[0].open")
                .isEqualTo(true);
        body(get(school.guardianToken(), "/api/me/replay-tasks?childId={c}", school.student), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        problem(get(school.guardianToken(), "/api/me/replay-tasks"), 400, "child-not-named");
        problem(
                get(school.otherGuardian(), "/api/me/replay-tasks?childId={c}", school.student),
                404,
                "child-not-found");

        body(watch(school.studentToken(), id, 0, 30), 200)
                .jsonPath("$.seconds")
                .isEqualTo(30)
                .jsonPath("$.enough")
                .isEqualTo(false);
        body(watch(school.studentToken(), id, 0, 10), 200).jsonPath("$.seconds").isEqualTo(30);
        problem(watch(school.studentToken(), id, 0, 2400), 422, "watched-too-fast");
        problem(watch(school.studentToken(), id, 2399, 2401), 400, "watched-range-wrong");
        problem(watch(school.headTeacher(), id, 0, 10), 403, "lesson-not-yours");
        problem(watch(school.guardianToken(), id, 0, 10), 403, "lesson-not-yours");

        begunLongAgo(id);
        var enough = Races.of(
                6,
                i -> () -> watch(school.studentToken(), id, i * 400, i * 400 + 400)
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(enough).containsOnly(200);
        body(get(school.studentToken(), "/api/me/replay-tasks"), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(0);
        body(get(school.studentToken(), "/api/me/replay-tasks?open=false"), 200)
                .jsonPath("$.items[0].replayId")
                .isEqualTo(id)
                .jsonPath("$.items[0].percent")
                .value(Integer.class, percent -> assertThat(percent).isGreaterThanOrEqualTo(80));
        body(watch(school.studentToken(), id, 5, 6), 200).jsonPath("$.percent").isEqualTo(100);
    }

    private void begunLongAgo(String id) {
        watchings
                .change(
                        id,
                        school.student,
                        before -> Decision.accepted(new Watching(
                                id,
                                lesson,
                                school.student,
                                before.orElseThrow().spans(),
                                Instant.now().minusSeconds(7200),
                                Instant.now())))
                .block();
    }

    @Test
    void a_test_lesson_with_a_start_two_joins_and_a_replay_makes_a_school_ready() {
        var now = Instant.now();
        var date = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        send(
                        HttpMethod.PUT,
                        school.administrator(),
                        Map.of(
                                "teacherId",
                                school.wang,
                                "startsAt",
                                now.toString(),
                                "endsAt",
                                now.plusSeconds(1800).toString()),
                        "/api/orgs/{id}/test-lessons/{date}/1",
                        school.school,
                        date)
                .expectStatus()
                .isOk();
        lesson = "test~" + school.school + "~" + date.toString().replace("-", "") + "~1";
        start(school.headTeacher(), lesson).expectStatus().isOk();
        for (String token : List.of(school.headTeacher(), school.teacher(), school.teacher(), school.colleague())) {
            send(HttpMethod.POST, token, Map.of("device", "PC"), "/api/lessons/{id}/joins", lesson)
                    .expectStatus()
                    .isCreated();
        }
        readiness(date)
                .jsonPath("$.items[0].joins")
                .isEqualTo(2)
                .jsonPath("$.items[0].ready")
                .isEqualTo(false);
        ended();
        uploaded();

        readiness(date.plusDays(1)).jsonPath("$.items[0].ready").isEqualTo(true);
        readiness(date).jsonPath("$.items[0].ready").isEqualTo(false);
    }

    private WebTestClient.BodyContentSpec readiness(LocalDate before) {
        return body(get(school.bureau(), "/api/orgs/{id}/live-readiness?before={d}", school.county, before), 200);
    }
}
