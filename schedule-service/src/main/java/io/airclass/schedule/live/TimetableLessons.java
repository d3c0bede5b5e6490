package io.airclass.schedule.live;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableRepository;
import io.airclass.schedule.timetable.TimetableRules;
import io.airclass.schedule.timetable.TimetableVersion;
import io.airclass.schedule.timetable.VersionRepository;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The lessons of the published timetables of classes and groups. */
@Component
class TimetableLessons implements PlannedLessons {
    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final RosterView roster;
    private final GroupService groups;
    private final ReachService reach;
    private final ZoneId zone;

    TimetableLessons(
            TimetableRepository timetables,
            VersionRepository versions,
            RosterView roster,
            GroupService groups,
            ReachService reach,
            AirclassSettings settings) {
        this.timetables = timetables;
        this.versions = versions;
        this.roster = roster;
        this.groups = groups;
        this.reach = reach;
        this.zone = settings.timeZone();
    }

    @Override
    public Mono<PlannedLesson> find(LessonId id) {
        return groups.learners(id.holderId()).map(Learners::schoolClass).flatMap(holder -> timetables
                .versionsOf(holder.id())
                .flatMap(heads -> Mono.justOrEmpty(TimetableRules.on(id.date(), heads)))
                .flatMap(head -> versions.findAll(List.of(head.versionId())).next())
                .zipWith(roster.schoolDay(holder.schoolWithin(), id.date()))
                .flatMap(found -> Mono.justOrEmpty(slot(id, found.getT1(), found.getT2())))
                .zipWith(
                        reach.takingPart(id.holderId(), id.date()),
                        (slot, classIds) -> lesson(id, holder, slot, classIds)));
    }

    private static Optional<Slot> slot(LessonId id, TimetableVersion version, SchoolDay day) {
        return version.slots().stream()
                .filter(slot -> slot.weekday() == day.weekdayTimetable()
                        && slot.period() == id.period()
                        && slot.takesPlace(id.date(), day.weekNumber().orElse(null)))
                .findFirst();
    }

    /** What is on television, on paper or somewhere else cannot be joined. */
    private PlannedLesson lesson(LessonId id, SchoolClass holder, Slot slot, List<String> classIds) {
        return new PlannedLesson(
                id.toString(),
                id.holderId(),
                holder.schoolId(),
                holder.schoolWithin(),
                slot.teacherId(),
                slot.subject(),
                id.date().atTime(slot.start()).atZone(zone).toInstant(),
                id.date().atTime(slot.end()).atZone(zone).toInstant(),
                classIds,
                false,
                slot.mode().live(),
                true,
                false);
    }
}
