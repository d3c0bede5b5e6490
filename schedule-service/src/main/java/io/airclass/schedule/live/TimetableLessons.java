package io.airclass.schedule.live;

import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.DayService;
import io.airclass.schedule.lesson.Lesson;
import io.airclass.schedule.lesson.LessonId;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The lessons of the published timetables of classes and groups, as they are held. */
@Component
class TimetableLessons implements PlannedLessons {
    private final DayService days;
    private final GroupService groups;
    private final ReachService reach;

    TimetableLessons(DayService days, GroupService groups, ReachService reach) {
        this.days = days;
        this.groups = groups;
        this.reach = reach;
    }

    @Override
    public Mono<PlannedLesson> find(LessonId id) {
        return groups.learners(id.holderId()).map(Learners::schoolClass).flatMap(holder -> days.lesson(holder, id)
                .zipWhen(
                        lesson -> reach.takingPart(id.holderId(), lesson.date()),
                        (lesson, classIds) -> planned(lesson, holder, classIds)));
    }

    /** What is on television, on paper or somewhere else cannot be joined. */
    private static PlannedLesson planned(Lesson lesson, SchoolClass holder, List<String> classIds) {
        return new PlannedLesson(
                lesson.id(),
                holder.id(),
                holder.schoolId(),
                holder.schoolWithin(),
                lesson.teacherId(),
                lesson.subject(),
                lesson.startsAt(),
                lesson.endsAt(),
                classIds,
                false,
                lesson.mode().live(),
                true,
                lesson.cancelled());
    }
}
