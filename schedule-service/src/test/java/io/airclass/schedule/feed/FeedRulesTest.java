package io.airclass.schedule.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.schedule.lesson.CalendarEntry;
import io.airclass.schedule.lesson.Lesson;
import io.airclass.schedule.timetable.Mode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands in a calendar, and by which tag it is known. */
class FeedRulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Instant EIGHT = Instant.parse("2026-11-23T00:00:00Z");

    private static <T> T one(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Few values each, so that two are often the same. */
    private static CalendarEntry entry(Random random) {
        int period = 1 + random.nextInt(2);
        var start = EIGHT.plus(Duration.ofHours(period));
        var lesson = new Lesson(
                "c-1~20261123~" + period,
                "c-1",
                one(random, List.of("七（1）班", "班")),
                MONDAY,
                period,
                start,
                start.plus(Duration.ofMinutes(one(random, List.of(40, 45)))),
                LocalTime.of(8, 0),
                LocalTime.of(8, 40),
                one(random, List.of("语文", "语文 七（1）")),
                one(random, List.of("t-1", "t-2")),
                one(random, List.of("", "机房", "302")),
                one(random, List.of(Mode.CLASSROOM, Mode.TV)),
                one(random, List.of("", "贵州四频道")),
                random.nextBoolean(),
                null,
                null,
                random.nextBoolean());
        return new CalendarEntry(
                lesson, random.nextInt(2), random.nextBoolean(), EIGHT.minusSeconds(60L * random.nextInt(2)));
    }

    @Test
    void calendars_have_one_tag_exactly_where_they_have_one_text() {
        var random = new Random(20261123);
        var tags = new HashMap<String, String>();
        var texts = new HashMap<String, String>();
        for (int round = 0; round < 4_000; round++) {
            var entries = IntStream.range(0, random.nextInt(3))
                    .mapToObj(_ -> entry(random))
                    .toList();
            var name = one(random, List.of("课程表", "七（1）班课程表"));
            var tag = FeedRules.tag(name, entries);
            var text = FeedRules.calendar(name, entries);
            assertThat(tags.computeIfAbsent(text, _ -> tag)).isEqualTo(tag);
            assertThat(texts.computeIfAbsent(tag, _ -> text)).isEqualTo(text);
        }
        assertThat(tags.size()).isGreaterThan(1_000);
    }
}
