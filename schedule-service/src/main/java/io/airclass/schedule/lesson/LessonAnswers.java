package io.airclass.schedule.lesson;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.airclass.kit.http.ETags;
import io.airclass.schedule.lesson.LessonService.Days;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Days as they are sent, in memory by what they say: the forty students of a class are told the same, so that its day is written, compressed and
 * tagged once. What says something else is another entry; nothing needs to be forgotten.
 */
@Component
class LessonAnswers {
    /** Of all entries; a day of eight lessons takes 800 bytes, compressed, and is found by its lessons. */
    private static final int BYTES_MAX = 24 << 20;

    private static final int LESSON_BYTES = 300;

    /** A shorter answer is sent as it is. */
    private static final int ZIPPED_BYTES_MIN = 1_024;

    private static final String GZIP = "gzip";

    /** One of a list, unless its weight is nought. */
    private static final Pattern ZIPPED =
            Pattern.compile("(?i)(?:^|,)\\s*gzip\\s*(?:$|,|;(?!\\s*q=0(?:\\.0*)?\\s*(?:$|,)))");

    private final JsonMapper json;
    private final Cache<Days, Answer> held = Caffeine.newBuilder()
            .maximumWeight(BYTES_MAX)
            .weigher((Days days, Answer answer) ->
                    answer.body().length + days.lessons().size() * LESSON_BYTES)
            .build();

    LessonAnswers(JsonMapper json) {
        this.json = json;
    }

    /** @param zipped whether the body is compressed */
    private record Answer(String tag, byte[] body, boolean zipped) {}

    /**
     * @param date of one day; absent for a week
     * @param from the first day of a week; absent for one day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record LessonsResponse(LocalDate date, LocalDate from, LocalDate to, List<Lesson> items) {
        static LessonsResponse of(Days days) {
            var span = days.span();
            return span.week()
                    ? new LessonsResponse(null, span.first(), span.last(), days.lessons())
                    : new LessonsResponse(span.first(), null, null, days.lessons());
        }
    }

    /**
     * 304 where the caller has these days already, else the days; compressed for who takes that.
     *
     * @param asked the headers of the request
     */
    ResponseEntity<byte[]> of(Days days, HttpHeaders asked) {
        var answer = held.get(days, this::written);
        return ETags.ofContent(asked.getFirst(HttpHeaders.IF_NONE_MATCH), answer.tag(), head -> {
            head.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING).contentType(MediaType.APPLICATION_JSON);
            if (!answer.zipped()) {
                return head.body(answer.body());
            }
            return takesZipped(asked)
                    ? head.header(HttpHeaders.CONTENT_ENCODING, GZIP).body(answer.body())
                    : head.body(json(days));
        });
    }

    /** Who names no encoding, or refuses this one, gets plain text. */
    private static boolean takesZipped(HttpHeaders asked) {
        var encodings = asked.getFirst(HttpHeaders.ACCEPT_ENCODING);
        return encodings != null
                && (encodings.equals(GZIP) || ZIPPED.matcher(encodings).find());
    }

    private Answer written(Days days) {
        var plain = json(days);
        var tag = ETags.ofContent(plain);
        return plain.length < ZIPPED_BYTES_MIN ? new Answer(tag, plain, false) : new Answer(tag, zipped(plain), true);
    }

    private byte[] json(Days days) {
        return json.writeValueAsBytes(LessonsResponse.of(days));
    }

    private static byte[] zipped(byte[] plain) {
        var bytes = new ByteArrayOutputStream(plain.length / 2);
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }
}
