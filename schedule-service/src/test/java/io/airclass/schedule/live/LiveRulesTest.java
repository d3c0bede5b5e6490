package io.airclass.schedule.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveLesson.Recordings;
import io.airclass.schedule.live.LiveLesson.Started;
import io.airclass.schedule.live.provider.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveRulesTest {
    private static final Instant START = Instant.parse("2026-09-07T01:00:00Z");
    private static final Instant END = Instant.parse("2026-09-07T01:40:00Z");
    private static final Duration EARLY = Duration.ofMinutes(30);
    private static final String WANG = "wang-fang";
    private static final Room ROOM = new Room("bbb-1", "c~20260907~3~r1", 1, null, null, START);

    static PlannedLesson lesson(boolean test, boolean live, boolean approved, boolean cancelled) {
        return new PlannedLesson(
                "c~20260907~3",
                "c",
                "school",
                List.of("root", "school"),
                WANG,
                "语文",
                START,
                END,
                List.of("c"),
                test,
                live,
                approved,
                cancelled);
    }

    private static final PlannedLesson LESSON = lesson(false, true, true, false);

    private static String refusal(PlannedLesson lesson, String personId, boolean trained, Instant at) {
        return LiveRules.mayStart(lesson, personId, trained, EARLY, at)
                .map(Rejection::slug)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-07T00:29:59.999Z, lesson-too-early",
        "2026-09-07T00:30:00Z, ''",
        "2026-09-07T01:39:59.999Z, ''",
        "2026-09-07T01:40:00Z, lesson-over"
    })
    void a_lesson_starts_from_half_an_hour_before_its_time_until_its_end(Instant at, String refused) {
        assertThat(refusal(LESSON, WANG, true, at)).isEqualTo(refused);
    }

    @Test
    void only_the_trained_teacher_who_gives_it_starts_it() {
        assertThat(refusal(LESSON, "li-qiang", true, START)).isEqualTo("lesson-not-yours");
        assertThat(LiveRules.mayStart(LESSON, WANG, false, EARLY, START))
                .get()
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(403))
                .extracting(Rejection::slug)
                .isEqualTo("live-not-authorised");
        assertThat(refusal(lesson(true, true, true, false), WANG, false, START)).isEmpty();
    }

    @Test
    void what_is_cancelled_not_live_or_not_approved_does_not_start() {
        assertThat(refusal(lesson(false, true, true, true), WANG, true, START)).isEqualTo("lesson-cancelled");
        assertThat(refusal(lesson(false, false, true, false), WANG, true, START))
                .isEqualTo("lesson-not-live");
        assertThat(refusal(lesson(false, true, false, false), WANG, true, START))
                .isEqualTo("lesson-not-approved");
    }

    @Test
    void how_late_it_started_is_known_and_early_is_not_late() {
        assertThat(started(START.plusSeconds(75)).late()).isEqualTo(Duration.ofSeconds(75));
        assertThat(started(START.minusSeconds(75)).late()).isZero();
        assertThat(LiveRules.told(started(START.plusSeconds(75))).secondsLate()).isEqualTo(75);
    }

    private static Started started(Instant at) {
        return LiveRules.started(LESSON, WANG, ROOM, EARLY, at);
    }

    @Test
    void it_ends_once_and_is_due_to_be_summed_up() {
        var decision = LiveRules.end(started(START), Optional.of(WANG), false, END);

        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        var accepted = (Decision.Accepted<LiveLesson>) decision;
        assertThat(accepted.next())
                .isEqualTo(
                        new Ended(LESSON, START, WANG, ROOM, END, WANG, END.plus(LiveRules.SETTLED_AFTER), null, null));
        assertThat(accepted.events()).singleElement().isInstanceOfSatisfying(LessonEndedV1.class, event -> assertThat(
                        event.byPerson())
                .isTrue());
        assertThat(LiveRules.end(accepted.next(), Optional.of("li-qiang"), true, END.plusSeconds(9)))
                .isEqualTo(Decision.unchanged(accepted.next()));
        assertThat(started(START).dueAt()).isEqualTo(END.plus(EARLY));
    }

    @Test
    void what_was_recorded_is_asked_for_at_growing_distances_for_a_day() {
        var ended = (Ended)
                ((Decision.Accepted<LiveLesson>) LiveRules.end(started(START), Optional.of(WANG), true, END)).next();
        var minutes = new ArrayList<Long>();
        for (var due = ended.recordings().dueAt();
                due != null;
                due = ended.recordings().dueAt()) {
            minutes.add(Duration.between(END, due).toMinutes());
            ended = LiveRules.asked(ended, false, due);
        }

        assertThat(minutes).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1440L);
        assertThat(ended.recordings()).isEqualTo(Recordings.MISSING);
        assertThat(LiveRules.recorded(ended))
                .as("told of after all")
                .isEqualTo(Decision.accepted(ended.with(Recordings.FOUND)));
    }

    @Test
    void after_a_long_silence_it_is_asked_for_once_and_what_is_there_ends_it() {
        var ended = (Ended)
                ((Decision.Accepted<LiveLesson>) LiveRules.end(started(START), Optional.of(WANG), true, END)).next();

        assertThat(LiveRules.asked(ended, false, END.plus(Duration.ofHours(5)))
                        .recordings()
                        .dueAt())
                .isEqualTo(END.plus(Duration.ofMinutes(320)));
        assertThat(LiveRules.asked(ended, false, END.plus(Duration.ofDays(3))).recordings())
                .isEqualTo(Recordings.MISSING);
        var found = LiveRules.asked(ended, true, END.plus(Duration.ofHours(5)));
        assertThat(found.recordings()).isEqualTo(Recordings.FOUND);
        assertThat(LiveRules.recorded(found)).isEqualTo(Decision.unchanged(found));
        assertThat(found.counted().recordings()).isEqualTo(Recordings.FOUND);
        assertThat(LiveRules.recorded(started(START))).isEqualTo(Decision.unchanged(started(START)));
    }

    @Test
    void a_lesson_moves_only_from_the_room_where_it_is() {
        var second = new Room("bbb-2", "c~20260907~3~r2", 2, null, null, END);
        var third = new Room("bbb-3", "c~20260907~3~r2", 2, null, null, END);
        LiveLesson moved = started(START).in(second);

        assertThat(LiveRules.move(started(START), ROOM, second)).isEqualTo(Decision.accepted(moved));
        assertThat(LiveRules.move(moved, ROOM, third)).isEqualTo(Decision.unchanged(moved));
    }
}
