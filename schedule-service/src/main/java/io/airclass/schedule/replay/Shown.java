package io.airclass.schedule.replay;

import io.airclass.schedule.live.PlannedLesson;
import java.util.List;

/** Whose lesson it is. */
public record Shown(String lessonId, List<String> classIds, String schoolId, List<String> within, String teacherId) {
    static Shown of(PlannedLesson lesson) {
        return new Shown(lesson.lessonId(), lesson.classIds(), lesson.schoolId(), lesson.within(), lesson.teacherId());
    }
}
