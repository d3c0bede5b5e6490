package io.airclass.schedule.course;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.FieldError;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.catalogue.OfferService.Brief;
import io.airclass.schedule.course.Course.Drafted;
import io.airclass.schedule.course.Course.Published;
import io.airclass.schedule.course.Course.Revised;
import io.airclass.schedule.course.Plan.Part;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Decides what a course must be, and how far it is prepared. */
final class CourseRules {
    static final int UNITS_MAX = 60;
    static final int UNIT_RESOURCES_MAX = 20;
    /** Of all units together. */
    static final int RESOURCES_MAX = 200;
    /** More required resources of one unit than that are warned of (R071). */
    static final int UNIT_RESOURCES_ADVISED = 5;
    /** Two weeks of school days, fewer of which ahead are amber (R046). */
    static final int DAYS_AHEAD_MIN = 10;
    /** How far ahead days are counted, in calendar days. */
    static final int DAYS_LOOKED_MAX = 60;

    private CourseRules() {}

    /** Whoever may change the timetable, and who teaches the subject there. */
    static boolean mayWrite(Caller caller, SchoolClass holder, String subject, boolean group) {
        return AccessRules.mayChange(caller, holder)
                || holder.isTaughtBy(caller.personId(), subject)
                || group && holder.isTaughtBy(caller.personId());
    }

    /** What is wrong with units; empty when nothing is. */
    static List<FieldError> faults(List<Part> units) {
        var faults = new ArrayList<FieldError>();
        var names = new HashSet<String>();
        for (int i = 0; i < units.size(); i++) {
            var unit = units.get(i);
            if (!names.add(unit.name())) {
                faults.add(
                        new FieldError("/units/" + i + "/name", "unit-twice", "a unit of this name is there already"));
            }
            if (i > 0 && !unit.until().isAfter(units.get(i - 1).until())) {
                faults.add(new FieldError(
                        "/units/" + i + "/until", "unit-order", "a unit ends after the one before it has ended"));
            }
        }
        if (units.stream().mapToInt(unit -> unit.resourceIds().size()).sum() > RESOURCES_MAX) {
            faults.add(new FieldError("/units", "resources-too-many", "at most 200 resources in all units"));
        }
        return faults;
    }

    /** The next draft; the same plan again changes nothing. What was published stands until the draft is. */
    static Decision<Course> save(Optional<Course> current, Drafted next) {
        if (current.filter(course -> course.plan().equals(next.plan())).isPresent()) {
            return Decision.unchanged(current.get());
        }
        var published = current.flatMap(Course::published);
        return Decision.accepted(published
                .<Course>map(standing -> standing.plan().equals(next.plan()) ? standing : revised(next, standing))
                .orElse(next));
    }

    private static Revised revised(Drafted next, Published standing) {
        return new Revised(
                next.schoolId(),
                next.within(),
                next.holderId(),
                next.schoolYear(),
                next.subject(),
                next.plan(),
                next.savedBy(),
                next.savedAt(),
                standing.plan(),
                standing.publishedBy(),
                standing.publishedAt());
    }

    static Decision<Course> publish(Course current, String by, Instant at) {
        return switch (current) {
            case Published published -> Decision.unchanged(published);
            case Drafted _, Revised _ ->
                current.plan().syllabus() == null
                        ? Decision.rejected(Rejection.ruleBroken("course-without-syllabus"))
                        : Decision.accepted(new Published(
                                current.schoolId(),
                                current.within(),
                                current.holderId(),
                                current.schoolYear(),
                                current.subject(),
                                current.plan(),
                                by,
                                at));
        };
    }

    /** Whether there is something to learn with and all of it is approved. */
    private static boolean isPrepared(Part unit, Map<String, Brief> resources) {
        return !unit.resourceIds().isEmpty()
                && unit.resourceIds().stream().map(resources::get).allMatch(found -> found != null && found.approved());
    }

    /** The last day that is prepared without a gap from a day on; empty where the unit of that day is not. */
    static Optional<LocalDate> preparedUntil(Plan plan, Map<String, Brief> resources, LocalDate today) {
        return plan.units().stream()
                .filter(unit -> !unit.until().isBefore(today))
                .takeWhile(unit -> isPrepared(unit, resources))
                .map(Part::until)
                .reduce((_, later) -> later);
    }

    /**
     * How far a course is prepared.
     *
     * @param days school days after today that approved content is there for, counted no further than {@link #DAYS_LOOKED_MAX} calendar days
     * @param amber whether they are fewer than two weeks of school days, or than the term still has
     */
    record Ahead(long days, boolean amber) {}

    /** @param coming the days after today, in their order */
    static Ahead ahead(Optional<LocalDate> preparedUntil, SchoolDay today, List<SchoolDay> coming) {
        var days = coming.stream()
                .filter(SchoolDay::schoolDay)
                .filter(day -> preparedUntil.isPresent() && !day.date().isAfter(preparedUntil.get()))
                .count();
        var left = coming.stream()
                .filter(SchoolDay::schoolDay)
                .filter(day -> today.term() == null || Objects.equals(day.term(), today.term()))
                .count();
        return new Ahead(days, days < Math.min(DAYS_AHEAD_MIN, left));
    }

    /** The units that ask for more than is advised. */
    static List<String> crowded(Plan plan) {
        return plan.units().stream()
                .filter(unit -> unit.resourceIds().size() > UNIT_RESOURCES_ADVISED)
                .map(Part::name)
                .toList();
    }

    /** What a student needs for all of it, in minutes; what says no time counts nothing. */
    static long minutes(Plan plan, Map<String, Brief> resources) {
        return plan.units().stream()
                .flatMap(unit -> unit.resourceIds().stream())
                .map(resources::get)
                .filter(Objects::nonNull)
                .mapToLong(Brief::minutes)
                .sum();
    }
}
