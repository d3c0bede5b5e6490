package io.airclass.schedule.live;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.AccessRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Plans lessons for trying the platform, and knows which schools have tried it. */
@Service
public class ReadinessService {
    private static final Set<Role> PLANNERS =
            Set.of(Role.SCHOOL_ADMINISTRATOR, Role.TEACHING_OFFICER, Role.TECHNICAL_OFFICER);
    private static final Set<Role> READERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.TECHNICAL_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR);
    private static final Duration LENGTH_MAX = Duration.ofHours(2);

    private final TestLessonRepository tests;
    private final ReadinessRepository readiness;
    private final OrgAccessService access;
    private final RosterView roster;

    ReadinessService(
            TestLessonRepository tests, ReadinessRepository readiness, OrgAccessService access, RosterView roster) {
        this.tests = tests;
        this.readiness = readiness;
        this.access = access;
        this.roster = roster;
    }

    /** Plans one; the same again changes nothing. */
    Mono<Put<TestLesson>> plan(
            Caller caller,
            String schoolId,
            LocalDate date,
            int period,
            Optional<Long> expectedVersion,
            String teacherId,
            Instant startsAt,
            Instant endsAt) {
        return access.schoolFor(caller, PLANNERS, schoolId).flatMap(school -> {
            if (!startsAt.isBefore(endsAt) || Duration.between(startsAt, endsAt).compareTo(LENGTH_MAX) > 0) {
                return Refused.mono(
                        Rejection.ruleBroken("test-lesson-times-wrong").with("hoursMax", LENGTH_MAX.toHours()));
            }
            return roster.person(teacherId)
                    .filter(person -> AccessRules.teachesAt(person, schoolId))
                    .switchIfEmpty(Refused.mono(Rejection.ruleBroken("not-teachers-there")
                            .with("count", 1)
                            .with("personIds", List.of(teacherId))))
                    .flatMap(_ -> tests.put(
                            TestLesson.id(schoolId, date, period).toString(),
                            expectedVersion,
                            new TestLesson(
                                    schoolId,
                                    school.within(),
                                    teacherId,
                                    kept(startsAt),
                                    kept(endsAt),
                                    caller.personId())));
        });
    }

    /** As the database keeps it. */
    private static Instant kept(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    Mono<Void> started(PlannedLesson lesson, Instant at) {
        return readiness.note(lesson, known -> known.started(at));
    }

    /** Somebody came into a lesson; nothing where it is none for trying, or the teacher. */
    public Mono<Void> joined(PlannedLesson lesson, String personId, Instant at) {
        return lesson.test() && !personId.equals(lesson.teacherId())
                ? readiness.note(lesson, known -> known.joined(personId, at))
                : Mono.empty();
    }

    /** A replay of a lesson can be watched; nothing where it is none for trying. */
    public Mono<Void> replay(PlannedLesson lesson, Instant at) {
        return lesson.test() ? readiness.note(lesson, known -> known.replay(at)) : Mono.empty();
    }

    Mono<Page<Stored<Readiness>>> page(Caller caller, String orgId, PageRequest request) {
        return access.orgFor(caller, READERS, orgId).flatMap(org -> readiness.page(org.id(), request));
    }
}
