package io.airclass.schedule.live;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.live.provider.Seat.Part;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Who comes into a lesson and as what. */
final class AttendRules {
    /** Those of a school, and above it, who try the platform before it is used (R078). */
    private static final Set<Role> TESTERS = Set.of(
            Role.TEACHER,
            Role.HEAD_TEACHER,
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER);

    private static final Set<Role> OVERSEERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);

    private AttendRules() {}

    /**
     * The teachers and the head teachers of the classes keep order; students of them take part. In a broadcast only who gives it keeps order: the
     * teachers of the classes that receive it watch.
     */
    static Optional<Attender> attender(Caller caller, PlannedLesson lesson, Collection<SchoolClass> classes) {
        if (isModerator(caller, lesson, classes)) {
            return Optional.of(new Attender(lesson, Part.MODERATOR, Attender.STAFF, true));
        }
        if (lesson.test() && caller.reaches(TESTERS, lesson.within())) {
            return Optional.of(new Attender(lesson, Part.VIEWER, Attender.STAFF, true));
        }
        var watching = classes.stream()
                .filter(schoolClass -> teaches(caller, schoolClass))
                .findFirst();
        if (watching.isPresent()) {
            return Optional.of(new Attender(lesson, Part.VIEWER, watching.get().id(), true));
        }
        return classes.stream()
                .filter(schoolClass -> schoolClass.hasStudent(caller.personId()))
                .findFirst()
                .map(schoolClass -> new Attender(lesson, Part.VIEWER, schoolClass.id(), false));
    }

    private static boolean isModerator(Caller caller, PlannedLesson lesson, Collection<SchoolClass> classes) {
        return caller.is(lesson.teacherId())
                || !lesson.isBroadcast() && classes.stream().anyMatch(schoolClass -> teaches(caller, schoolClass));
    }

    private static boolean teaches(Caller caller, SchoolClass schoolClass) {
        return schoolClass.isHeadedBy(caller.personId()) || schoolClass.isTaughtBy(caller.personId());
    }

    /**
     * Who may know of the lesson: who attends it, and whoever may see the lessons of one of its classes.
     *
     * @param children of the caller
     */
    static boolean maySee(
            Caller caller, PlannedLesson lesson, Collection<SchoolClass> classes, Collection<Person> children) {
        return attender(caller, lesson, classes).isPresent()
                || caller.reaches(OVERSEERS, lesson.within())
                || classes.stream().anyMatch(schoolClass -> AccessRules.mayReadLessons(caller, schoolClass, children));
    }

    /** Who may say where the lesson takes place, and end it: who keeps order, and the school's administration. */
    static boolean mayArrange(Caller caller, PlannedLesson lesson, Collection<SchoolClass> classes) {
        return isModerator(caller, lesson, classes)
                || caller.reaches(Set.of(Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER), lesson.within());
    }
}
