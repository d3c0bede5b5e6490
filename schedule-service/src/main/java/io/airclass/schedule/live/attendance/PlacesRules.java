package io.airclass.schedule.live.attendance;

import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.live.PlannedLesson;
import java.time.Duration;
import java.util.Set;

/** Who comes in first when places in live lessons are short (R041). */
final class PlacesRules {
    private static final Set<Integer> FIRST = Set.of(9, 12);

    private PlacesRules() {}

    /** Those who leave junior or senior school this year. */
    static boolean isFirst(int grade) {
        return FIRST.contains(grade);
    }

    /** Come again later, or watch the replay, which is offered with where it will be and from when. */
    static Rejection full(PlannedLesson lesson, Duration comeAgain) {
        return Rejection.unavailable("places-full", comeAgain)
                .with("replays", "/api/lessons/" + lesson.lessonId() + "/replays")
                .with("replayFrom", lesson.endsAt());
    }
}
