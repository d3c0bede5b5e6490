package io.airclass.roster.figures;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.store.Stored;
import io.airclass.roster.account.AccountService;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.org.OrgService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts schools that have changed, and adds them up. */
@Service
public class FigureService {
    private static final Logger log = LoggerFactory.getLogger(FigureService.class);

    /** Changes come in swarms; one count serves those of this time. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    /** While a school's people complete their profiles it is counted so often. */
    private static final Duration SETTLING_OFTEN = Duration.ofSeconds(5);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int SWEEP_MAX = 50;

    private final FigureRepository figures;
    private final ClassRepository classes;
    private final OrgRepository orgs;
    private final OrgService access;
    private final AccountService accounts;
    private final ProfileCount profiles;
    private final Clock clock;

    FigureService(
            FigureRepository figures,
            ClassRepository classes,
            OrgRepository orgs,
            OrgService access,
            AccountService accounts,
            ProfileCount profiles,
            Clock clock) {
        this.figures = figures;
        this.classes = classes;
        this.orgs = orgs;
        this.access = access;
        this.accounts = accounts;
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * @param countedAt of the school that was counted first; null without schools
     * @param waiting how many have changed since
     */
    record Sums(Below<Figures> below, Instant countedAt, long waiting) {}

    /** Says, before the write, that the figures of these schools are about to change. */
    public Mono<Void> touch(Collection<String> schoolIds) {
        return Mono.defer(() -> figures.touch(schoolIds, clock.instant().plus(SETTLING)));
    }

    /** Says the same of a change of one person, of which a whole school may have many: one count serves those of some seconds. */
    public Mono<Void> touchOften(Collection<String> schoolIds) {
        return Mono.defer(() -> figures.touchOften(schoolIds, clock.instant().plus(SETTLING_OFTEN)));
    }

    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> figures.due(clock.instant(), SWEEP_MAX)
                        .concatMap(this::count)
                        .then())
                .onErrorResume(thrown -> {
                    log.warn("Schools were not counted and will be, soon", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Void> count(SchoolFigures school) {
        Instant leaseEnd = clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MILLIS);
        return figures.claim(school, leaseEnd)
                .filter(Boolean::booleanValue)
                .flatMap(_ -> orgs.find(school.id())
                        .filter(org -> !org.value().isDeleted())
                        .flatMap(org -> counted(org).flatMap(now -> settled(now, leaseEnd)))
                        .switchIfEmpty(Mono.defer(
                                () -> figures.drop(school.id(), leaseEnd).thenReturn(true))))
                .then();
    }

    /** A count that took so long that a touch could not bring the lease's end forward is made again. */
    private Mono<Boolean> settled(SchoolFigures now, Instant leaseEnd) {
        return clock.instant().isBefore(leaseEnd.minus(SETTLING_OFTEN))
                ? figures.settle(now, leaseEnd)
                : Mono.just(false);
    }

    private Mono<SchoolFigures> counted(Stored<Org> org) {
        return classes.ofSchool(org.id())
                .map(Stored::value)
                .collect(Count::new, Count::add)
                .flatMap(count -> Mono.zip(
                                accounts.countOf(count.teachers),
                                profiles.completedOf(count.teachers),
                                profiles.completedOf(count.students))
                        .map(with -> figures(org, count, with.getT1(), with.getT2(), with.getT2() + with.getT3())));
    }

    private SchoolFigures figures(
            Stored<Org> org, Count count, long bound, long profiledTeachers, long profiledPeople) {
        return new SchoolFigures(
                org.id(),
                org.value().type(),
                org.value().within(),
                count.classes,
                count.students.size(),
                count.teachers.size(),
                bound,
                profiledTeachers,
                profiledPeople,
                clock.instant(),
                null);
    }

    private static final class Count {
        private long classes;
        private final Set<String> students = new HashSet<>();
        private final Set<String> teachers = new HashSet<>();

        void add(SchoolClass schoolClass) {
            classes++;
            students.addAll(schoolClass.studentIds());
            schoolClass.teacherIds().forEach(teachers::add);
        }
    }

    /** Students and teachers, and those of them with a complete profile. */
    public record People(long people, long profiled) {
        static final People NONE = new People(0, 0);

        static People of(SchoolFigures school) {
            long profiled = school.profiledPeople() == null ? 0 : school.profiledPeople();
            return new People(school.students() + school.teachers(), profiled);
        }

        People plus(People more) {
            return new People(people + more.people, profiled + more.profiled);
        }
    }

    /** Refused as {@link #read} is. */
    public Mono<Below<People>> peopleBelow(Caller caller, String orgId) {
        return access.listable(caller, orgId)
                .flatMap(_ -> figures.below(orgId).collectList())
                .map(schools -> Below.of(orgId, schools, People::of, People.NONE, People::plus));
    }

    /** All schools below an organisation as they were counted, itself among them; who asks has looked who may know. */
    public Flux<SchoolFigures> schools(String orgId) {
        return figures.below(orgId);
    }

    Mono<Sums> read(Caller caller, String orgId) {
        return access.listable(caller, orgId)
                .flatMap(_ ->
                        figures.below(orgId).collectList()) // as many as there are schools: 1,149 in a large prefecture
                .map(schools -> sums(orgId, schools));
    }

    private static Sums sums(String orgId, List<SchoolFigures> schools) {
        return new Sums(
                Below.of(orgId, schools, Figures::of, Figures.NONE, Figures::plus),
                schools.stream()
                        .map(SchoolFigures::countedAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                schools.stream().filter(school -> school.dueAt() != null).count());
    }
}
