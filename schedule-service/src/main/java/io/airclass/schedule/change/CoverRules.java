package io.airclass.schedule.change;

import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.timetable.Slot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** In which order teachers are suggested who could give a lesson. */
final class CoverRules {
    static final int SUGGESTIONS_MAX = 20;

    /** First who knows the subject, then who has covered least, then who knows the class. */
    private static final Comparator<Suggestion> BEST_FIRST = Comparator.comparing(Suggestion::teachesSubject)
            .reversed()
            .thenComparing(Suggestion::covers)
            .thenComparing(Comparator.comparing(Suggestion::teachesClass).reversed())
            .thenComparing(Suggestion::teacherId);

    private CoverRules() {}

    /**
     * @param classes of the school
     * @param free teachers who have nothing else at the time
     * @param covers lessons given for others in this school year, by teacher
     */
    static List<Suggestion> ranked(
            SchoolClass schoolClass,
            Slot lesson,
            Collection<SchoolClass> classes,
            Set<String> free,
            Map<String, Long> covers) {
        var ofSubject = classes.stream()
                .flatMap(one -> one.teachers().stream())
                .filter(teacher -> teacher.subject().equals(lesson.subject()))
                .map(ClassTeacher::personId)
                .collect(Collectors.toSet());
        return free.stream()
                .filter(id -> !id.equals(lesson.teacherId()))
                .map(id -> new Suggestion(
                        id, ofSubject.contains(id), schoolClass.isTaughtBy(id), covers.getOrDefault(id, 0L)))
                .sorted(BEST_FIRST)
                .limit(SUGGESTIONS_MAX)
                .toList();
    }
}
