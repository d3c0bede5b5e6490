package io.airclass.schedule.figures;

import io.airclass.schedule.figures.Fact.Attendance;
import io.airclass.schedule.figures.Fact.Change;
import io.airclass.schedule.figures.Fact.Publication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes facts and counts them. */
final class FactRules {
    /** Lessons of one class on one day of which something is kept; more than a day has. */
    static final int LESSONS_MAX = 60;

    /** Students of one class who are counted at one lesson's replays; more than a class or a group has. */
    static final int STUDENTS_MAX = 400;

    /** Replays and publications kept of one lesson and day. */
    static final int KEPT_MAX = 50;

    static final long LATE_SECONDS_MIN = 60;

    private static final Comparator<Attendance> ATTENDANCE_TOLD =
            Comparator.comparing(Attendance::at).thenComparing(Attendance::eventId);
    private static final Comparator<Change> CHANGE_TOLD =
            Comparator.comparing(Change::at).thenComparing(Change::eventId);

    private FactRules() {}

    /** The day with one fact more; the same day where it knew that. */
    static DayFacts take(DayFacts day, Fact fact) {
        return switch (fact) {
            case Fact.Published(var publication) -> published(day, publication);
            case Fact.OfLesson ofLesson -> {
                var before = lesson(day, ofLesson.lessonId());
                var after = take(before, ofLesson);
                yield after.equals(before) ? day : with(day, after);
            }
        };
    }

    private static LessonFacts lesson(DayFacts day, String lessonId) {
        return day.lessons().stream()
                .filter(lesson -> lesson.lessonId().equals(lessonId))
                .findFirst()
                .orElseGet(() -> LessonFacts.of(lessonId));
    }

    /** By the order of ids, so that the order of facts does not show; a lesson too many is left out. */
    private static DayFacts with(DayFacts day, LessonFacts lesson) {
        var lessons = Stream.concat(
                        day.lessons().stream().filter(each -> !each.lessonId().equals(lesson.lessonId())),
                        Stream.of(lesson))
                .sorted(Comparator.comparing(LessonFacts::lessonId))
                .limit(LESSONS_MAX)
                .toList();
        return new DayFacts(day.plan(), lessons, day.publications());
    }

    private static DayFacts published(DayFacts day, Publication publication) {
        if (day.publications().contains(publication)) {
            return day;
        }
        var publications = new ArrayList<>(day.publications());
        publications.add(publication);
        publications.sort(Comparator.comparing(Publication::versionNumber).thenComparing(Publication::emergency));
        return new DayFacts(
                day.plan(), day.lessons(), publications.stream().limit(KEPT_MAX).toList());
    }

    private static LessonFacts take(LessonFacts lesson, Fact.OfLesson fact) {
        return switch (fact) {
            case Fact.Started(var _, long secondsLate) -> lesson.started(least(lesson.secondsLate(), secondsLate));
            case Fact.Ended(var _, long seconds) -> lesson.ended(least(lesson.secondsHeld(), seconds));
            case Fact.Attended(var _, var sums) -> lesson.attended(last(lesson.attendance(), sums, ATTENDANCE_TOLD));
            case Fact.Changed(var _, var change) -> lesson.changed(last(lesson.change(), change, CHANGE_TOLD));
            case Fact.Replayed(var _, var id) -> lesson.replayed(with(lesson.replays(), id, KEPT_MAX));
            case Fact.Watched(var _, var id) -> lesson.watched(with(lesson.views(), id, STUDENTS_MAX));
            case Fact.MadeUp(var _, var id) -> lesson.madeUp(with(lesson.madeUp(), id, STUDENTS_MAX));
        };
    }

    private static long least(Long known, long told) {
        return known == null ? told : Math.min(known, told);
    }

    private static <T> T last(T known, T told, Comparator<T> byTime) {
        return known == null || byTime.compare(known, told) < 0 ? told : known;
    }

    private static List<String> with(List<String> ids, String id, int max) {
        if (ids.contains(id)) {
            return ids;
        }
        var more = new TreeSet<>(ids);
        more.add(id);
        return more.stream().limit(max).toList();
    }

    /** A class's day. */
    static Sums count(DayFacts day) {
        var plan = planOf(day);
        var ofLessons =
                lessonIds(day).map(id -> count(plan.get(id), lesson(day, id))).toList();
        var ofDay = new EnumMap<Figure, Long>(Figure.class);
        boolean planned = day.plan().stream()
                .anyMatch(lesson ->
                        lesson.live() && !lesson(day, lesson.lessonId()).cancelled());
        boolean held = day.lessons().stream().anyMatch(LessonFacts::held);
        ofDay.put(Figure.CLASS_DAYS, planned || held ? 1L : 0L);
        ofDay.put(Figure.CLASS_DAYS_COVERED, held ? 1L : 0L);
        ofDay.put(Figure.PUBLISHED, (long) day.publications().size());
        ofDay.put(
                Figure.NOTICE_BREACHES,
                day.publications().stream().filter(Publication::emergency).count());
        ofDay.put(Figure.STUDENT_DAYS, mostStudents(day));
        return Sums.add(ofLessons).plus(new Sums(ofDay));
    }

    private static long mostStudents(DayFacts day) {
        return day.lessons().stream().mapToLong(FactRules::students).max().orElse(0);
    }

    /** Of how many students something is known, at least. */
    private static long students(LessonFacts lesson) {
        long counted = Math.max(lesson.views().size(), lesson.madeUp().size());
        return lesson.attendance() == null
                ? counted
                : Math.max(counted, lesson.attendance().enrolled());
    }

    /** What is known of each lesson of a day, by its id: those of the plan, and those of which something was told. */
    static SortedMap<String, Sums> byLesson(DayFacts day) {
        var plan = planOf(day);
        var byLesson = new TreeMap<String, Sums>();
        lessonIds(day).forEach(id -> {
            var facts = lesson(day, id);
            var students = new Sums(Map.of(Figure.STUDENT_DAYS, students(facts)));
            byLesson.put(id, count(plan.get(id), facts).plus(students));
        });
        return byLesson;
    }

    private static Map<String, DayFacts.Planned> planOf(DayFacts day) {
        return day.plan().stream().collect(Collectors.toMap(DayFacts.Planned::lessonId, Function.identity()));
    }

    private static Stream<String> lessonIds(DayFacts day) {
        return Stream.concat(
                        day.plan().stream().map(DayFacts.Planned::lessonId),
                        day.lessons().stream().map(LessonFacts::lessonId))
                .distinct();
    }

    private static Sums count(DayFacts.Planned planned, LessonFacts told) {
        var counts = new EnumMap<Figure, Long>(Figure.class);
        boolean live = planned != null && planned.live();
        counts.put(Figure.PLANNED, one(planned != null));
        counts.put(Figure.PLANNED_LIVE, one(live));
        counts.put(Figure.CANCELLED, one(told.cancelled()));
        counts.put(Figure.CANCELLED_LIVE, one(live && told.cancelled()));
        counts.put(Figure.HELD, one(told.held()));
        counts.put(Figure.SECONDS_HELD, told.secondsHeld() == null ? 0 : told.secondsHeld());
        long late = told.secondsLate() == null ? 0 : told.secondsLate();
        counts.put(Figure.STARTED_LATE, one(late >= LATE_SECONDS_MIN));
        counts.put(Figure.SECONDS_LATE, late);
        counts.put(Figure.REPLAYED, one(!told.replays().isEmpty()));
        counts.put(Figure.REPLAY_VIEWS, (long) told.views().size());
        counts.put(Figure.MADE_UP, (long) told.madeUp().size());
        var attendance = told.attendance();
        if (attendance != null) {
            counts.put(Figure.ATTENDED, one(told.attended()));
            counts.put(Figure.ENROLLED, attendance.enrolled());
            counts.put(Figure.JOINED, attendance.joined());
            counts.put(Figure.PRESENT, attendance.present());
            counts.put(Figure.SCREEN_STUDENTS, attendance.screenStudents());
            counts.put(Figure.MINUTES_PHONE, attendance.minutesPhone());
            counts.put(Figure.MINUTES_TABLET, attendance.minutesTablet());
            counts.put(Figure.MINUTES_PC, attendance.minutesPc());
            counts.put(Figure.MINUTES_TV, attendance.minutesTv());
            counts.put(Figure.MINUTES_CLASSROOM, attendance.minutesClassroom());
        }
        return new Sums(counts);
    }

    private static long one(boolean counted) {
        return counted ? 1 : 0;
    }
}
