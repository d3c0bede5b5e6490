package io.airclass.schedule.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.decide.Decision.Accepted;
import io.airclass.kit.decide.Decision.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchRulesTest {
    private static final Instant AT = Instant.parse("2026-09-07T12:00:00Z");
    private static final int LENGTH = 2400;

    private static final ReplayWatchedV1 BEGUN =
            new ReplayWatchedV1("c~20260907~3", "replay-1", "c", "school", List.of("root", "school"));

    private static Watching watching(Span... spans) {
        return new Watching("replay-1", "c~20260907~3", "zhang-xiaoming", List.of(spans), AT, AT);
    }

    private static Decision<Watching> watch(Watching before, int secondsLater, Span... spans) {
        return WatchRules.watch(
                Optional.ofNullable(before),
                watching(),
                BEGUN,
                List.of(spans),
                LENGTH,
                2,
                AT.plusSeconds(secondsLater));
    }

    private static String refusal(Decision<Watching> decision) {
        return decision instanceof Rejected<Watching>(var rejection) ? rejection.slug() : "";
    }

    @Test
    void what_is_watched_again_counts_once_and_never_less() {
        var decision = watch(watching(new Span(0, 300)), 300, new Span(100, 400), new Span(10, 20));

        assertThat(((Accepted<Watching>) decision).next().spans()).containsExactly(new Span(0, 400));
        assertThat(watch(watching(new Span(0, 300)), 300, new Span(100, 200))).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void the_first_report_is_told_and_no_other() {
        var first = WatchRules.watch(Optional.empty(), watching(), BEGUN, List.of(new Span(0, 30)), LENGTH, 2, AT);

        assertThat(((Accepted<Watching>) first).events()).containsExactly(BEGUN);
        assertThat(((Accepted<Watching>) watch(watching(new Span(0, 30)), 60, new Span(30, 60))).events())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 60, ''", "0, 61, watched-too-fast", "100, 260, ''", "100, 261, watched-too-fast"})
    void nobody_watches_faster_than_twice_the_time_since_the_first_report(int later, int watched, String refused) {
        assertThat(refusal(watch(watching(), later, new Span(0, watched)))).isEqualTo(refused);
    }

    @Test
    void many_small_reports_bring_no_more_than_one_large_one() {
        var state = watching();
        for (int i = 0; i < 100; i++) {
            if (watch(state, 10, new Span(i * 20, i * 20 + 20)) instanceof Accepted<Watching>(var next, var _)) {
                state = next;
            }
        }

        assertThat(state.seconds()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, 5", "6, 5", "2395, 2401"})
    void what_is_no_part_of_the_replay_is_told_off(int from, int until) {
        assertThat(refusal(watch(watching(), 3000, new Span(from, until)))).isEqualTo("watched-range-wrong");
    }

    @Test
    void very_scattered_watching_is_refused_before_it_grows_the_document() {
        var spans = new ArrayList<Span>();
        for (int i = 0; i <= WatchRules.SPANS_MAX; i++) {
            spans.add(new Span(i * 3, i * 3 + 1));
        }

        assertThat(refusal(watch(watching(), 3000, spans.toArray(Span[]::new)))).isEqualTo("watched-too-scattered");
    }

    /** Against a mark for each second. */
    @Test
    void the_union_of_any_reports_in_any_order_is_what_marking_seconds_gives() {
        var random = new Random(11);
        for (int round = 0; round < 200; round++) {
            var marks = new boolean[LENGTH];
            List<Span> union = List.of();
            for (int i = 0; i < 30; i++) {
                int from = random.nextInt(LENGTH - 1);
                var span = new Span(from, Math.min(LENGTH, from + 1 + random.nextInt(200)));
                for (int s = span.from(); s < span.until(); s++) {
                    marks[s] = true;
                }
                union = WatchRules.union(union, List.of(span));
            }
            int seconds = 0;
            for (boolean mark : marks) {
                seconds += mark ? 1 : 0;
            }
            assertThat(watching(union.toArray(Span[]::new)).seconds()).isEqualTo(seconds);
        }
    }

    @ParameterizedTest
    @CsvSource({"1919, 79", "1920, 80", "2400, 100", "0, 0"})
    void the_share_is_rounded_down(int seconds, int percent) {
        var watched = seconds == 0 ? watching() : watching(new Span(0, seconds));

        assertThat(WatchRules.percent(watched, LENGTH)).isEqualTo(percent);
    }
}
