package io.airclass.schedule.lesson;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.airclass.kit.http.ETags;
import io.airclass.schedule.lesson.LessonService.Days;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Days and calendars as they are sent, in memory by what they say: the forty students of a class are told the same, so that its day is written,
 * compressed and tagged once. What says something else is another entry; nothing needs to be forgotten.
 */
@Component
public class LessonAnswers {
    /** Of all entries; a day of eight lessons takes 800 bytes, compressed, and is found by its lessons; a calendar about 10 KB. */
    private static final int BYTES_MAX = 24 << 20;

    private static final int LESSON_BYTES = 300;

    /** A shorter answer is sent as it is. */
    private static final int ZIPPED_BYTES_MIN = 1_024;

    private static final String GZIP = "gzip";

    /** One of a list, unless its weight is nought. */
    private static final Pattern ZIPPED =
            Pattern.compile("(?i)(?:^|,)\\s*gzip\\s*(?:$|,|;(?!\\s*q=0(?:\\.0*)?\\s*(?:$|,)))");

    private final JsonMapper json;
    private final Cache<Said, Answer> held = Caffeine.newBuilder()
            .maximumWeight(BYTES_MAX)
            .weigher((Said said, Answer answer) -> answer.body().length + said.bytes())
            .build();

    LessonAnswers(JsonMapper json) {
        this.json = json;
    }

    /** What is answered; equal ones are the same answer. */
    private sealed interface Said {
        /** In memory, about, besides the answer. */
        int bytes();

        record OfDays(Days days) implements Said {
            @Override
            public int bytes() {
                return days.lessons().size() * LESSON_BYTES;
            }
        }

        /** @param tag made of all that it says */
        record Tagged(String tag, MediaType type) implements Said {
            @Override
            public int bytes() {
                return LESSON_BYTES;
            }
        }
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
        var answer = held.get(new Said.OfDays(days), _ -> {
            var plain = json.writeValueAsBytes(LessonsResponse.of(days));
            return written(ETags.ofContent(plain), plain);
        });
        return ETags.ofContent(
                asked.getFirst(HttpHeaders.IF_NONE_MATCH),
                answer.tag(),
                head -> of(answer, MediaType.APPLICATION_JSON, head, asked));
    }

    /**
     * The same for what is known by its tag before it is written: 304 without writing it; else it is written where it is not in memory.
     *
     * @param tag of all that it says, in quotes
     * @param asked the headers of the request
     */
    public ResponseEntity<byte[]> of(String tag, MediaType type, Supplier<byte[]> writing, HttpHeaders asked) {
        return ETags.ofContent(
                asked.getFirst(HttpHeaders.IF_NONE_MATCH),
                tag,
                head -> of(held.get(new Said.Tagged(tag, type), _ -> written(tag, writing.get())), type, head, asked));
    }

    private static ResponseEntity<byte[]> of(Answer answer, MediaType type, BodyBuilder head, HttpHeaders asked) {
        head.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING).contentType(type);
        if (!answer.zipped()) {
            return head.body(answer.body());
        }
        return takesZipped(asked)
                ? head.header(HttpHeaders.CONTENT_ENCODING, GZIP).body(answer.body())
                : head.body(unzipped(answer.body()));
    }

    /** In memory now, about; what is too much is let go first. */
    long heldBytes() {
        held.cleanUp();
        return held.policy()
                .eviction()
                .map(bound -> bound.weightedSize().orElseThrow())
                .orElseThrow();
    }

    /** Who names no encoding, or refuses this one, gets plain text. */
    private static boolean takesZipped(HttpHeaders asked) {
        var encodings = asked.getFirst(HttpHeaders.ACCEPT_ENCODING);
        return encodings != null
                && (encodings.equals(GZIP) || ZIPPED.matcher(encodings).find());
    }

    private static Answer written(String tag, byte[] plain) {
        return plain.length < ZIPPED_BYTES_MIN ? new Answer(tag, plain, false) : new Answer(tag, zipped(plain), true);
    }

    private static byte[] unzipped(byte[] zipped) {
        try (var unzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return unzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be read", e);
        }
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
