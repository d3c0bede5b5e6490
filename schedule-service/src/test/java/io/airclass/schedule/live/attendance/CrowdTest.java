package io.airclass.schedule.live.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many people there are, without knowing who. */
class CrowdTest {
    private static final Instant NOW = Instant.parse("2026-09-07T00:00:00Z");
    private static final Duration HEARTBEAT = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({"10_000, 1", "230_000, 1", "2_000_000, 2"})
    void people_are_counted_once_however_often_they_are_seen(String people, int percent) {
        int many = Integer.parseInt(people.replace("_", ""));
        var crowd = new Crowd();
        for (int i = 0; i < many; i++) {
            crowd.add("student-%07d".formatted(i));
            crowd.add("student-%07d".formatted(i / 2));
        }

        assertThat(crowd.size()).isCloseTo(many, Percentage.withPercentage(percent));
        assertThat(crowd.bytes()).hasSizeLessThanOrEqualTo(32_768);
    }

    @Test
    void a_few_are_counted_exactly_and_crowds_are_put_together_without_counting_anybody_twice() {
        var one = new Crowd();
        var other = new Crowd();
        assertThat(one.size()).isZero();
        one.add("张小明");
        one.add("李小红");
        other.add("李小红");
        other.add("王小刚");
        one.addAll(other.bytes());

        assertThat(one.size()).isEqualTo(3);
    }

    @Test
    void who_is_not_heard_for_two_windows_is_gone() {
        var crowds = new Crowds(HEARTBEAT);
        crowds.add("张小明", NOW);

        crowds.add("李小红", NOW.plus(HEARTBEAT));
        crowds.hear(List.of());
        assertThat(crowds.size()).isEqualTo(2);

        crowds.add("王小刚", NOW.plus(HEARTBEAT.multipliedBy(2)));
        crowds.hear(List.of());
        assertThat(crowds.size()).isEqualTo(2);

        crowds.told(NOW.plus(HEARTBEAT.multipliedBy(9)));
        crowds.hear(List.of());
        assertThat(crowds.size()).isZero();
    }

    @Test
    void nobody_is_counted_beyond_the_limit() {
        var crowds = new Crowds(HEARTBEAT);

        assertThat(crowds.addBelow(2, "张小明", NOW)).isTrue();
        assertThat(crowds.addBelow(2, "李小红", NOW)).isTrue();
        assertThat(crowds.addBelow(2, "王小刚", NOW)).isFalse();
        assertThat(crowds.size()).isEqualTo(2);
    }

    @Test
    void what_another_replica_tells_is_counted_and_what_came_meanwhile_is_not_lost() {
        var here = new Crowds(HEARTBEAT);
        var there = new Crowds(HEARTBEAT);
        here.add("张小明", NOW);
        there.add("张小明", NOW);
        there.add("李小红", NOW);
        var told = there.told(NOW);
        here.add("王小刚", NOW);

        here.hear(List.of(told.people()));

        assertThat(told.window()).isEqualTo(NOW.getEpochSecond() / 120);
        assertThat(here.size()).isEqualTo(3);
    }
}
