package io.airclass.schedule.live.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttendanceRulesTest {
    private static final Instant START = Instant.parse("2026-09-07T01:00:00Z");
    private static final Interval LESSON = new Interval(START, at(2400));
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final String MING = "zhang-xiaoming";

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static Seen seen(Device device, long from, long until) {
        return new Seen(MING, device, at(from), at(until), 0, null);
    }

    private static Seen left(Device device, long from, long until) {
        return new Seen(MING, device, at(from), at(until), 0, at(until));
    }

    private static Presence presence(Seen... seen) {
        return AttendanceRules.presence(List.of(seen), SILENCE, LESSON);
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void who_is_heard_of_again_and_again_was_there_in_between() {
        var presence = presence(seen(Device.PC, 0, 10), seen(Device.PC, 120, 120), seen(Device.PC, 240, 250));

        assertThat(presence.intervals()).containsExactly(new Interval(at(0), at(250)));
        assertThat(presence.byDevice()).containsOnly(Map.entry(Device.PC, Duration.ofSeconds(250)));
    }

    @ParameterizedTest
    @CsvSource({"299, 1", "300, 1", "301, 2"})
    void a_silence_of_more_than_five_minutes_is_an_absence(int silence, int intervals) {
        assertThat(presence(seen(Device.PC, 0, 60), seen(Device.PC, 60 + silence, 1200))
                        .intervals())
                .hasSize(intervals);
    }

    @Test
    void who_said_that_they_go_was_not_there_until_they_came_again() {
        var presence = presence(left(Device.PHONE, 0, 59), seen(Device.PHONE, 180, 300));

        assertThat(presence.intervals()).containsExactly(new Interval(at(0), at(59)), new Interval(at(180), at(300)));
    }

    @Test
    void who_came_back_within_the_minute_in_which_they_went_stayed() {
        var back = new Seen(MING, Device.PHONE, at(0), at(50), 0, at(20));

        assertThat(presence(back, seen(Device.PHONE, 120, 130)).intervals())
                .containsExactly(new Interval(at(0), at(130)));
    }

    @Test
    void before_two_screens_each_moment_counts_once_for_the_larger() {
        var presence = presence(
                seen(Device.PHONE, 0, 0),
                seen(Device.PHONE, 300, 600),
                seen(Device.TV, 300, 300),
                seen(Device.TV, 600, 900));

        assertThat(presence.intervals()).containsExactly(new Interval(at(0), at(900)));
        assertThat(presence.byDevice())
                .containsOnly(Map.entry(Device.PHONE, minutes(5)), Map.entry(Device.TV, minutes(10)));
        assertThat(presence.total()).isEqualTo(minutes(15));
    }

    @Test
    void only_what_lies_within_the_lesson_counts() {
        assertThat(presence(seen(Device.PC, -300, -100), seen(Device.PC, 100, 400))
                        .intervals())
                .containsExactly(new Interval(at(0), at(400)));
        assertThat(presence(seen(Device.PC, 2300, 2300), seen(Device.PC, 2500, 2600))
                        .intervals())
                .containsExactly(new Interval(at(2300), at(2400)));
        assertThat(presence(seen(Device.PC, 2500, 2600)).isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1199, false", "1200, true", "1201, true"})
    void who_was_there_for_half_of_it_took_part(int seconds, boolean present) {
        var presence = AttendanceRules.presence(List.of(seen(Device.PC, 0, seconds)), Duration.ofHours(1), LESSON);

        assertThat(AttendanceRules.isPresent(presence, LESSON)).isEqualTo(present);
        assertThat(AttendanceRules.isPresent(Presence.NONE, LESSON)).isFalse();
    }

    /** Against a count of each second by itself. */
    @Test
    void for_any_moments_in_any_order_the_union_is_what_counting_seconds_gives() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var all = new ArrayList<Seen>();
            for (int i = 0; i < 12; i++) {
                int from = random.nextInt(2400);
                var device = Device.values()[random.nextInt(Device.values().length)];
                all.add(seen(device, from, from + random.nextInt(60)));
            }
            var expected = AttendanceRules.presence(all, SILENCE, LESSON);
            var there = new boolean[2401];
            for (var device : Device.values()) {
                Instant last = null;
                for (var one : all.stream()
                        .filter(s -> s.device() == device)
                        .sorted(Comparator.comparing(Seen::from))
                        .toList()) {
                    boolean goesOn =
                            last != null && Duration.between(last, one.from()).compareTo(SILENCE) <= 0;
                    long from = Duration.between(START, goesOn && last.isBefore(one.from()) ? last : one.from())
                            .toSeconds();
                    long until =
                            Math.min(2400, Duration.between(START, one.until()).toSeconds());
                    for (long s = Math.min(from, until); s < until; s++) {
                        there[(int) s] = true;
                    }
                    last = goesOn && last.isAfter(one.until()) ? last : one.until();
                }
            }
            int seconds = 0;
            for (boolean each : there) {
                seconds += each ? 1 : 0;
            }

            assertThat(expected.total().toSeconds()).isEqualTo(seconds);
            Collections.shuffle(all, random);
            all.addAll(all.subList(0, 4));
            assertThat(AttendanceRules.presence(all, SILENCE, LESSON).intervals())
                    .isEqualTo(expected.intervals());
            assertThat(expected.byDevice().values().stream().reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(expected.total());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "59, 0", "60, 1", "-1, -1", "-60, -1", "-61, -2", "-999999, -60", "999999, 300"})
    void minutes_are_counted_from_the_planned_beginning_and_are_bounded(long seconds, int minute) {
        assertThat(AttendanceRules.minute(START, at(seconds))).isEqualTo(minute);
    }
}
