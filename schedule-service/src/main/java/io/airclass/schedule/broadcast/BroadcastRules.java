package io.airclass.schedule.broadcast;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.BroadcastClashedV1;
import io.airclass.contracts.schedule.BroadcastPublishedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.alliance.Alliance;
import io.airclass.schedule.booking.Clash;
import io.airclass.schedule.broadcast.Reception.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a broadcast must be, who has to do with it, and which classes receive it. */
public final class BroadcastRules {
    static final String ID_PREFIX = "broadcast-";
    static final int NAME_CHARS_MAX = 40;
    static final int SUBJECT_CHARS_MAX = 20;
    static final int TEACHERS_MAX = 20;
    static final int GRADES_MAX = 6;
    static final int GRADE_MAX = 12;
    /** Classes that one broadcast is for by itself when it is made; what comes later, or is put in, receives it as well. */
    static final int CLASSES_MAX = 1_000;

    /** Classes that a planned lesson and an event name, of however many take part. */
    static final int NAMED_MAX = 1_500;

    /** After which nobody asks for what is closed: no replay is kept so long. */
    static final Duration PAST_AFTER = Duration.ofDays(Alliance.DAYS_ASKED_FOR);

    /** Who makes and changes broadcasts of their organisation. */
    static final Set<Role> MAKERS = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER, Role.ORG_ADMINISTRATOR);

    /** Who decides for a school what its classes receive. */
    static final Set<Role> DECIDERS = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL);

    private static final Set<Role> STAFF = Set.of(
            Role.TEACHER,
            Role.HEAD_TEACHER,
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);

    private BroadcastRules() {}

    static boolean isBroadcast(String holderId) {
        return holderId.startsWith(ID_PREFIX);
    }

    /** Whether a broadcast is closed for so long that it is not held in memory; it is read where somebody asks for it by its id. */
    static boolean isPast(Broadcast broadcast, Instant at) {
        return broadcast.closed() && isLongAgo(broadcast.savedAt(), at);
    }

    static boolean isLongAgo(Instant savedAt, Instant at) {
        return savedAt.isBefore(at.minus(PAST_AFTER));
    }

    /** What a broadcast is asked to be. */
    record Asked(
            String name,
            String subject,
            Stage stage,
            List<Integer> grades,
            Optional<String> everyClassOf,
            Optional<String> allianceId,
            List<String> teacherIds,
            boolean closed) {}

    /**
     * Why a broadcast of an organisation cannot be so, if it cannot.
     *
     * @param everyClassOf the organisation whose every class would receive it, as it is known
     * @param classes that would receive it by themselves
     * @param people the teachers that are known, by id
     * @param schools of these teachers, by id
     */
    static Optional<Rejection> refusal(
            Org org,
            Asked asked,
            Optional<Org> everyClassOf,
            int classes,
            Map<String, Person> people,
            Map<String, Org> schools) {
        if (asked.everyClassOf().isPresent()
                && everyClassOf
                        .filter(place -> place.within().contains(org.id()))
                        .isEmpty()) {
            return Optional.of(Rejection.ruleBroken("broadcast-place-unknown")
                    .with("orgId", asked.everyClassOf().get()));
        }
        if (classes > CLASSES_MAX) {
            return Optional.of(Rejection.ruleBroken("broadcast-too-wide").with("max", CLASSES_MAX));
        }
        return asked.teacherIds().stream()
                .filter(id -> !teachesBelow(people.get(id), org, schools))
                .findFirst()
                .map(id -> Rejection.ruleBroken("broadcast-teacher-unknown").with("teacherId", id));
    }

    /** A teacher of the live school, or of a school below the bureau. */
    private static boolean teachesBelow(Person person, Org org, Map<String, Org> schools) {
        return person != null
                && person.schoolIds().stream()
                        .filter(schoolId -> AccessRules.teachesAt(person, schoolId))
                        .map(schools::get)
                        .anyMatch(school -> school != null && school.within().contains(org.id()));
    }

    /** While it has lessons to come, whom it is for stays as it is, and it stays. */
    static Optional<Rejection> inUse(Broadcast current, Asked asked, boolean lessonsToCome) {
        boolean same = asked.stage() == current.stage()
                && asked.grades().equals(current.grades())
                && asked.subject().equals(current.subject())
                && asked.everyClassOf().equals(Optional.ofNullable(current.everyClassOf()))
                && asked.allianceId().equals(Optional.ofNullable(current.allianceId()))
                && !asked.closed();
        return same || !lessonsToCome ? Optional.empty() : Optional.of(Rejection.conflict("broadcast-in-use"));
    }

    static boolean isStaff(Caller caller, String orgId) {
        return caller.reaches(STAFF, List.of(orgId));
    }

    /**
     * Whether somebody of the staff may know of it: those above it and its teachers; those of the schools that it could reach.
     *
     * @param orgs where the caller has a grant
     * @param invited schools of its alliance; empty where it has none
     */
    static boolean concernsStaff(
            Caller caller, SchoolClass holder, Broadcast broadcast, Collection<Org> orgs, Collection<String> invited) {
        return AccessRules.mayReadTimetable(caller, holder)
                || orgs.stream()
                        .filter(org -> isStaff(caller, org.id()))
                        .anyMatch(org -> mayReach(broadcast, org.within(), invited));
    }

    /** Whether a school, or the organisation above it, is among those that the broadcast is offered to. */
    static boolean mayReach(Broadcast broadcast, Collection<String> within, Collection<String> invited) {
        return broadcast.everyClassOf() != null && within.contains(broadcast.everyClassOf())
                || (broadcast.allianceId() == null
                        ? within.contains(broadcast.orgId())
                        : within.stream().anyMatch(invited::contains));
    }

    /** Whether a class receives it on a day, by what its school said. */
    static boolean receives(Broadcast broadcast, Optional<Reception> said, SchoolClass schoolClass, LocalDate day) {
        boolean in = broadcast.reachesByItself(schoolClass)
                || said.filter(one -> one.has(Kind.IN, schoolClass.id(), day)).isPresent();
        return in
                && said.filter(one -> one.has(Kind.OUT, schoolClass.id(), day)).isEmpty();
    }

    /** A version is told to its classes once, with the classes at which it clashes where it does. */
    static Decision<Broadcast> tell(
            String id,
            Broadcast current,
            int version,
            LocalDate effectiveFrom,
            List<String> subscribed,
            List<String> clashing) {
        if (current.toldVersion() >= version) {
            return Decision.unchanged(current);
        }
        var events = new ArrayList<PublishedEvent>();
        events.add(new BroadcastPublishedV1(
                id,
                current.orgId(),
                current.within(),
                current.subject(),
                current.stage(),
                current.grades(),
                current.everyClassOf(),
                subscribed,
                effectiveFrom,
                version));
        if (!clashing.isEmpty()) {
            events.add(new BroadcastClashedV1(id, current.orgId(), current.within(), clashing, id, version));
        }
        return new Decision.Accepted<>(current.told(version), events);
    }

    /** Lessons of a broadcast lie at the time of lessons of a class that receives it; both are held. */
    public static Rejection meets(List<Clash> clashes) {
        return Rejection.conflict("broadcast-clash")
                .with("count", clashes.size())
                .with("clashes", clashes);
    }
}
