package io.airclass.schedule.change;

import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.LessonId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Says who could give a lesson: who is free then, and has covered least. */
@Service
class CoverService {
    private final ChangeService lessons;
    private final ChangeRepository changes;
    private final BookingService bookings;
    private final RosterView roster;

    CoverService(ChangeService lessons, ChangeRepository changes, BookingService bookings, RosterView roster) {
        this.lessons = lessons;
        this.changes = changes;
        this.bookings = bookings;
        this.roster = roster;
    }

    Mono<List<Suggestion>> suggestions(Caller caller, LessonId id) {
        return lessons.changeable(caller, id)
                .flatMap(learners -> lessons.standing(learners, id).flatMap(standing -> standing.now()
                        .map(now -> suggestions(learners, now))
                        .orElseGet(() -> Refused.mono(Rejection.conflict("lesson-cancelled")))));
    }

    private Mono<List<Suggestion>> suggestions(Learners learners, Dated lesson) {
        var schoolId = learners.schoolClass().schoolId();
        var schoolYear = SchoolDay.schoolYearOf(lesson.date());
        return roster.classesIn(schoolId).flatMap(classes -> staff(learners.schoolClass(), classes)
                .flatMap(staff -> bookings.free(wanted(learners, lesson, staff.keySet()))
                        .zipWith(changes.ofSchool(schoolId, schoolYear)
                                .filter(DayChange::isCovered)
                                .collect(Collectors.groupingBy(
                                        change -> change.now().slot().teacherId(), Collectors.counting())))
                        .map(found -> CoverRules.ranked(
                                learners.schoolClass(),
                                lesson.slot(),
                                classes,
                                free(found.getT1(), staff.keySet(), lesson),
                                found.getT2()))));
    }

    /** The teachers of the school's classes who are there still, and those who are named for the lessons themselves. */
    private Mono<Map<String, Person>> staff(SchoolClass holder, List<SchoolClass> classes) {
        var ids = Stream.concat(Stream.of(holder), classes.stream())
                .flatMap(one -> one.teachers().stream())
                .map(ClassTeacher::personId)
                .collect(Collectors.toSet());
        return roster.people(ids).map(found -> found.entrySet().stream()
                .filter(each ->
                        AccessRules.teachesAt(each.getValue(), holder.schoolId()) || holder.isTaughtBy(each.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map<ResourceKey, Booking> wanted(Learners learners, Dated lesson, Set<String> teacherIds) {
        var booking = ChangeRules.booking(learners, lesson, "", 0, false);
        return teacherIds.stream()
                .map(id -> ResourceKey.teacher(id, lesson.date()))
                .collect(Collectors.toMap(Function.identity(), _ -> booking));
    }

    private static Set<String> free(Set<ResourceKey> free, Set<String> teacherIds, Dated lesson) {
        return teacherIds.stream()
                .filter(id -> free.contains(ResourceKey.teacher(id, lesson.date())))
                .collect(Collectors.toSet());
    }
}
