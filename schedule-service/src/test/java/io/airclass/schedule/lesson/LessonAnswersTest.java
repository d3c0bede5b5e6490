package io.airclass.schedule.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.schedule.lesson.LessonService.Days;
import io.airclass.schedule.lesson.LessonService.Span;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

class LessonAnswersTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private final LessonAnswers answers = new LessonAnswers(JsonMapper.builder().build());

    private static Days days(String className, int lessons) {
        var slots = IntStream.rangeClosed(1, lessons)
                .mapToObj(period -> Slot.weekly(
                        MONDAY.getDayOfWeek(),
                        period,
                        LocalTime.of(7 + period, 0),
                        LocalTime.of(7 + period, 40),
                        "语文",
                        "t-1",
                        "301"))
                .toList();
        var version = new TimetableVersion("v-1", "c-1", 1, MONDAY, MONDAY, slots, List.of("t-1"));
        var day = SchoolDay.of(MONDAY, List.of("school"), List.of(), List.of());
        return new Days(
                new Span(MONDAY, MONDAY, false), LessonRules.on(day, version, className, ZoneId.of("Asia/Shanghai")));
    }

    private static HttpHeaders asking(String name, String value) {
        var headers = new HttpHeaders();
        headers.set(name, value);
        return headers;
    }

    private ResponseEntity<byte[]> zipped(Days days) {
        return answers.of(days, asking(HttpHeaders.ACCEPT_ENCODING, "br, gzip"));
    }

    private static String text(ResponseEntity<byte[]> answer) throws IOException {
        var body = answer.getBody();
        if (!"gzip".equals(answer.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))) {
            return new String(body, StandardCharsets.UTF_8);
        }
        try (var unzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(unzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void compressed_and_plain_say_the_same_under_the_same_tag() throws IOException {
        var plain = answers.of(days("七（1）班", 8), new HttpHeaders());
        var zipped = zipped(days("七（1）班", 8));

        assertThat(zipped.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)).isEqualTo("gzip");
        assertThat(plain.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)).isNull();
        assertThat(text(zipped))
                .isEqualTo(text(plain))
                .contains("\"date\":\"2026-11-23\"", "\"className\":\"七（1）班\"", "\"start\":\"08:00\"")
                .doesNotContain("\"from\"", "\"open\"");
        assertThat(zipped.getHeaders().getETag())
                .isEqualTo(plain.getHeaders().getETag())
                .isNotNull();
        for (var answer : List.of(plain, zipped)) {
            assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
            assertThat(answer.getHeaders().getVary()).containsExactly(HttpHeaders.ACCEPT_ENCODING);
            assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-cache, private");
        }
    }

    @Test
    void days_that_say_the_same_are_written_once() {
        assertThat(zipped(days("七（1）班", 8)).getBody())
                .isSameAs(zipped(days("七（1）班", 8)).getBody());
    }

    @Test
    void another_name_or_lesson_is_another_answer() {
        var tag = zipped(days("七（1）班", 8)).getHeaders().getETag();

        assertThat(zipped(days("七（2）班", 8)).getHeaders().getETag()).isNotEqualTo(tag);
        assertThat(zipped(days("七（1）班", 7)).getHeaders().getETag()).isNotEqualTo(tag);
        assertThat(zipped(days("七（1）班", 8)).getHeaders().getETag()).isEqualTo(tag);
    }

    @Test
    void a_week_without_lessons_is_not_a_day_without() throws IOException {
        var day = new Days(new Span(MONDAY, MONDAY, false), List.of());
        var week = new Days(new Span(MONDAY, MONDAY.plusDays(6), true), List.of());

        assertThat(text(zipped(day))).isEqualTo("{\"date\":\"2026-11-23\",\"items\":[]}");
        assertThat(text(zipped(week))).isEqualTo("{\"from\":\"2026-11-23\",\"to\":\"2026-11-29\",\"items\":[]}");
    }

    @Test
    void who_has_it_already_gets_304_without_a_body() {
        var tag = zipped(days("七（1）班", 8)).getHeaders().getETag();
        var again = answers.of(days("七（1）班", 8), asking(HttpHeaders.IF_NONE_MATCH, tag));

        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThat(again.getBody()).isNull();
        assertThat(again.getHeaders().getETag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "gzip; q=0.0", "identity", "br", "gzipped"})
    void who_does_not_take_it_gets_nothing_compressed(String encodings) {
        var answer = answers.of(days("七（1）班", 8), asking(HttpHeaders.ACCEPT_ENCODING, encodings));

        assertThat(answer.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate,gzip", "gzip;q=0.5, br", "identity;q=0, gzip ; q=1"})
    void who_takes_it_gets_it_compressed(String encodings) {
        var answer = answers.of(days("七（1）班", 8), asking(HttpHeaders.ACCEPT_ENCODING, encodings));

        assertThat(answer.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)).isEqualTo("gzip");
    }

    private int writings;

    private ResponseEntity<byte[]> calendar(String tag, HttpHeaders asked) {
        return answers.of(
                tag,
                new MediaType("text", "calendar"),
                () -> {
                    writings++;
                    return tag.repeat(500).getBytes(StandardCharsets.UTF_8);
                },
                asked);
    }

    @Test
    void what_is_known_by_its_tag_is_written_once_for_all_who_ask_and_not_at_all_for_who_has_it() throws IOException {
        var first = "\"first\"";
        var has = calendar(first, asking(HttpHeaders.IF_NONE_MATCH, first));
        assertThat(has.getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThat(has.getBody()).isNull();
        assertThat(writings).isZero();
        var zipped = calendar(first, asking(HttpHeaders.ACCEPT_ENCODING, "gzip"));
        var plain = calendar(first, new HttpHeaders());
        assertThat(text(zipped)).isEqualTo(text(plain)).isEqualTo(first.repeat(500));
        assertThat(writings).isOne();
        var second = calendar("\"second\"", asking(HttpHeaders.IF_NONE_MATCH, first));
        assertThat(second.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(second.getHeaders().getContentType()).hasToString("text/calendar");
        assertThat(writings).isEqualTo(2);
    }

    @Test
    void what_is_held_is_bounded_by_its_bytes() {
        var random = new Random(20261123);
        int bytes = 1 << 20;
        for (int i = 0; i < 200; i++) {
            answers.of(
                    "\"" + i + "\"",
                    MediaType.TEXT_PLAIN,
                    () -> {
                        var noise = new byte[bytes];
                        random.nextBytes(noise);
                        return noise;
                    },
                    new HttpHeaders());
        }
        assertThat(answers.heldBytes()).isPositive().isLessThanOrEqualTo(24L << 20);
    }
}
