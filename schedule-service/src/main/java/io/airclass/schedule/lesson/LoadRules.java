package io.airclass.schedule.lesson;

import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.dates.DateRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What counts as whose work: the lesson is credited to who gives it. */
final class LoadRules {
    static final int DAYS_MAX = 92;

    private LoadRules() {}

    static Optional<Rejection> unfit(LocalDate first, LocalDate last) {
        return DateRules.areSpan(first, last, DAYS_MAX)
                ? Optional.empty()
                : Optional.of(Rejection.invalid("days-unfit").with("daysMax", DAYS_MAX));
    }

    /** @param lessons that concern the teacher */
    static Load load(String teacherId, LocalDate first, LocalDate last, List<Lesson> lessons) {
        Predicate<Lesson> given = lesson -> lesson.teacherId().equals(teacherId) && !lesson.cancelled();
        return new Load(
                teacherId,
                first,
                last,
                times(lessons, given).size(),
                times(lessons, given).values().stream()
                        .mapToLong(Duration::toMinutes)
                        .sum(),
                times(lessons, given.and(lesson -> !isPlannedOf(lesson, teacherId)))
                        .size(),
                times(
                                lessons,
                                lesson -> isPlannedOf(lesson, teacherId)
                                        && !lesson.cancelled()
                                        && !lesson.teacherId().equals(teacherId))
                        .size(),
                times(lessons, lesson -> isPlannedOf(lesson, teacherId) && lesson.cancelled())
                        .size());
    }

    private static boolean isPlannedOf(Lesson lesson, String teacherId) {
        return lesson.changed() == null
                ? lesson.teacherId().equals(teacherId)
                : lesson.changed().plannedTeacherId().equals(teacherId);
    }

    /** The length by the beginning: of what begins at once, a teacher gives one. */
    private static TreeMap<Instant, Duration> times(List<Lesson> lessons, Predicate<Lesson> wanted) {
        var times = new TreeMap<Instant, Duration>();
        lessons.stream()
                .filter(wanted)
                .forEach(lesson -> times.put(lesson.startsAt(), Duration.between(lesson.startsAt(), lesson.endsAt())));
        return times;
    }
}
