package io.airclass.schedule.figures;

import io.airclass.schedule.figures.Fact.Publication;
import java.util.List;

/**
 * What is known of a class's or group's day.
 *
 * @param plan the lessons that its timetable and what it receives have for the day, by their ids
 * @param lessons those of which something was told, by their ids
 * @param publications of its timetable on this day, by their numbers
 */
public record DayFacts(List<Planned> plan, List<LessonFacts> lessons, List<Publication> publications) {
    static final DayFacts NONE = new DayFacts(List.of(), List.of(), List.of());

    public DayFacts {
        plan = List.copyOf(plan);
        lessons = List.copyOf(lessons);
        publications = List.copyOf(publications);
    }

    /**
     * A lesson as the timetable has it.
     *
     * @param live whether it can be joined
     */
    public record Planned(String lessonId, String subject, boolean live) {}

    DayFacts planned(List<Planned> lessonsOfDay) {
        return new DayFacts(lessonsOfDay, lessons, publications);
    }
}
