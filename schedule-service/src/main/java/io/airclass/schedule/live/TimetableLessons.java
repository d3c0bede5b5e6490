package io.airclass.schedule.live;

import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.DayService;
import io.airclass.schedule.lesson.Lesson;
import io.airclass.schedule.lesson.LessonId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The lessons of the published timetables of classes and groups, as they are held. */
@Component
class TimetableLessons implements PlannedLessons {
    private final DayService days;
    private final GroupService groups;
    private final ReachService reach;
    private final RosterView roster;
    private final ZoneId zone;

    TimetableLessons(
            DayService days, GroupService groups, ReachService reach, RosterView roster, AirclassSettings settings) {
        this.days = days;
        this.groups = groups;
        this.reach = reach;
        this.roster = roster;
        this.zone = settings.timeZone();
    }

    @Override
    public Mono<PlannedLesson> find(LessonId id) {
        return groups.learners(id.holderId()).map(Learners::schoolClass).flatMap(holder -> days.lesson(holder, id)
                .zipWhen(
                        lesson -> reach.takingPart(id.holderId(), lesson.date()),
                        (lesson, classIds) -> planned(lesson, holder, classIds)));
    }

    @Override
    public Flux<Own> ofStudent(String personId, Instant from, Instant until) {
        return roster.person(personId)
                .flatMap(student -> groups.idsOf(student)
                        .map(more -> Stream.concat(student.classIds().stream(), more.stream())
                                .toList()))
                .flatMapIterable(ids -> ids)
                .concatMap(groups::learners)
                .map(Learners::schoolClass)
                .concatMap(schoolClass -> received(schoolClass)
                        .startWith(schoolClass)
                        .concatMap(holder -> days.lessons(holder, day(from), day(until)))
                        .concatMapIterable(lessons -> lessons)
                        .filter(lesson -> lesson.startsAt().isBefore(until)
                                && lesson.endsAt().isAfter(from))
                        .map(lesson -> new Own(lesson.id(), schoolClass.id())));
    }

    private Flux<SchoolClass> received(SchoolClass schoolClass) {
        return reach.of(schoolClass)
                .flatMapIterable(received -> received)
                .concatMap(received -> groups.learners(received.id()))
                .map(Learners::schoolClass);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
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
