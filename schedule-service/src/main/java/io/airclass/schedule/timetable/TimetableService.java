package io.airclass.schedule.timetable;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.PolicyDesk;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.timetable.Timetable.Drafted;
import io.airclass.schedule.timetable.TimetableCsv.Reading;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Saves and publishes timetables. */
@Service
class TimetableService {
    private static final Set<Role> TEACHING = Set.of(Role.TEACHER, Role.HEAD_TEACHER);
    private static final int ATTEMPTS_MAX = 8;

    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final AccessService access;
    private final RosterView roster;
    private final PolicyDesk policies;
    private final PlaceCounter counter;
    private final Clock clock;
    private final ZoneId zone;

    TimetableService(
            TimetableRepository timetables,
            VersionRepository versions,
            AccessService access,
            RosterView roster,
            PolicyDesk policies,
            PlaceCounter counter,
            AirclassSettings settings,
            Clock clock) {
        this.timetables = timetables;
        this.versions = versions;
        this.access = access;
        this.roster = roster;
        this.policies = policies;
        this.counter = counter;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * A timetable and the week that it shows: the draft, or else what was published last.
     *
     * @param created whether this call made it
     */
    record Shown(Stored<Timetable> timetable, Week week, boolean created) {}

    Mono<Shown> read(Caller caller, String classId) {
        return access.toReadTimetable(caller, classId).then(existing(classId)).flatMap(this::shown);
    }

    /** Takes a file as the new draft. */
    Mono<Shown> save(
            Caller caller,
            String classId,
            Optional<Long> expected,
            Optional<LocalDate> effectiveFrom,
            byte[] csv,
            Locale locale) {
        var day = effectiveFrom.orElseGet(this::today);
        return access.toChange(caller, classId)
                .flatMap(schoolClass -> week(schoolClass, day, csv, locale)
                        .flatMap(week -> attempts(() -> save(caller, schoolClass, expected, week), 1)))
                .flatMap(saved -> shown(saved.timetable())
                        .map(shown -> new Shown(shown.timetable(), shown.week(), saved.created())));
    }

    private record Saved(Stored<Timetable> timetable, boolean created) {}

    private Mono<Saved> save(Caller caller, SchoolClass schoolClass, Optional<Long> expected, Week week) {
        return current(schoolClass.id()).flatMap(current -> {
            var decision = TimetableRules.save(
                    current.map(Stored::value),
                    asExpected(expected, current),
                    schoolClass,
                    week,
                    caller.personId(),
                    clock.instant());
            return carryOut(schoolClass.id(), current, decision).map(stored -> new Saved(stored, current.isEmpty()));
        });
    }

    /** Makes the draft the newest version. */
    Mono<Shown> publish(Caller caller, String classId, Optional<Long> expected) {
        return access.toChange(caller, classId)
                .flatMap(schoolClass -> attempts(() -> publish(caller, schoolClass, expected), 1))
                .flatMap(this::shown);
    }

    private Mono<Stored<Timetable>> publish(Caller caller, SchoolClass schoolClass, Optional<Long> expected) {
        var classId = schoolClass.id();
        return existing(classId).flatMap(current -> Mono.zip(
                        conflicts(classId, current.value()), againstPolicy(schoolClass, current.value()))
                .flatMap(found -> {
                    var decision = TimetableRules.publish(
                            classId,
                            current.value(),
                            asExpected(expected, Optional.of(current)),
                            found.getT1(),
                            found.getT2(),
                            caller.personId(),
                            today(),
                            clock.instant());
                    return keepContent(classId, current.value(), decision)
                            .then(carryOut(classId, Optional.of(current), decision))
                            .flatMap(stored -> counted(schoolClass, decision).thenReturn(stored));
                }));
    }

    private Mono<Void> keepContent(String classId, Timetable current, Decision<Timetable> decision) {
        return current instanceof Drafted drafted && publishes(decision)
                ? versions.keep(TimetableRules.version(classId, drafted))
                : Mono.empty();
    }

    private Mono<Void> counted(SchoolClass schoolClass, Decision<Timetable> decision) {
        return publishes(decision) ? counter.count("airclass.timetable.published", schoolClass, 1) : Mono.empty();
    }

    private static boolean publishes(Decision<Timetable> decision) {
        return decision instanceof Decision.Accepted<Timetable>(Timetable _, List<PublishedEvent> events)
                && !events.isEmpty();
    }

    /** By the rules and the regime of each day on which the draft first holds. */
    private Mono<Optional<Rejection>> againstPolicy(SchoolClass schoolClass, Timetable current) {
        return current instanceof Drafted drafted
                ? Flux.fromIterable(WeekPolicyRules.firstDays(drafted.draft()).entrySet())
                        .concatMap(day -> policies.at(
                                        schoolClass,
                                        day.getKey()
                                                .atTime(day.getValue())
                                                .atZone(zone)
                                                .toInstant())
                                .map(inForce -> Map.entry(day.getKey(), inForce)))
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                        .map(inForce -> WeekPolicyRules.broken(drafted.draft(), inForce))
                : Mono.just(Optional.empty());
    }

    private Mono<List<Conflict>> conflicts(String classId, Timetable current) {
        return current instanceof Drafted drafted ? teacherConflicts(classId, drafted.draft()) : Mono.just(List.of());
    }

    private Mono<Week> week(SchoolClass schoolClass, LocalDate effectiveFrom, byte[] csv, Locale locale) {
        var tooFar = TimetableRules.effectiveDate(effectiveFrom, today());
        if (tooFar.isPresent()) {
            return Refused.mono(tooFar.get());
        }
        var reading = TimetableCsv.read(csv, locale);
        if (reading.isEmpty()) {
            return Refused.mono(Rejection.invalid("timetable-not-text"));
        }
        return unknownTeachers(schoolClass, reading.get(), locale).flatMap(unknown -> {
            var faults = new ArrayList<>(reading.get().faults());
            faults.addAll(unknown);
            if (!faults.isEmpty()) {
                return Refused.mono(Rejection.invalid("timetable-cells")
                        .with("count", faults.size())
                        .with("errors", faults));
            }
            var week = new Week(effectiveFrom, reading.get().slots());
            if (week.slots().isEmpty()) {
                return Refused.mono(Rejection.invalid("timetable-empty"));
            }
            var own = TimetableRules.within(schoolClass.id(), week.slots());
            return teacherConflicts(schoolClass.id(), week).flatMap(others -> {
                var all = new ArrayList<>(own);
                all.addAll(others);
                return all.isEmpty() ? Mono.just(week) : Refused.mono(TimetableRules.refusal(all));
            });
        });
    }

    private Mono<List<CellFault>> unknownTeachers(SchoolClass schoolClass, Reading reading, Locale locale) {
        var others = reading.slots().stream()
                .map(Slot::teacherId)
                .filter(id -> !schoolClass.isTaughtBy(id) && !schoolClass.isHeadedBy(id))
                .collect(Collectors.toSet());
        return others.isEmpty()
                ? Mono.just(List.of())
                : roster.people(others).map(people -> reading.rows().stream()
                        .filter(row -> others.contains(row.slot().teacherId()))
                        .filter(row -> !teachesAt(people.get(row.slot().teacherId()), schoolClass.schoolId()))
                        .map(row -> CellFault.Kind.TEACHER_UNKNOWN.at(row.number(), "teacherId", locale))
                        .toList());
    }

    private static boolean teachesAt(Person person, String schoolId) {
        return person != null
                && person.schoolIds().contains(schoolId)
                && person.roles().stream().anyMatch(TEACHING::contains);
    }

    /** With what other classes have published for the same days. */
    private Mono<List<Conflict>> teacherConflicts(String classId, Week week) {
        return versions.classesTaughtBy(week.teacherIds(), week.effectiveFrom())
                .map(classes ->
                        classes.stream().filter(other -> !other.equals(classId)).toList())
                .flatMap(timetables::versionsOf)
                .map(heads -> heads.values().stream()
                        .flatMap(all -> TimetableRules.from(week.effectiveFrom(), all).stream())
                        .map(VersionHead::versionId)
                        .toList())
                .flatMapMany(versions::findAll)
                .collectList()
                .map(others -> TimetableRules.between(week.slots(), others));
    }

    private Mono<Stored<Timetable>> carryOut(
            String classId, Optional<Stored<Timetable>> current, Decision<Timetable> decision) {
        return switch (decision) {
            case Decision.Accepted<Timetable>(Timetable next, List<PublishedEvent> events) ->
                timetables.put(classId, current, next, events);
            case Decision.Unchanged<Timetable> _ -> Mono.justOrEmpty(current);
            case Decision.Rejected<Timetable>(Rejection rejection) -> Refused.mono(rejection);
        };
    }

    /** Decides anew when somebody else was faster; then the decision is theirs to have been seen or not. */
    private static <T> Mono<T> attempts(Supplier<Mono<T>> attempt, int number) {
        return Mono.defer(attempt)
                .onErrorResume(
                        VersionMoved.class,
                        _ -> number < ATTEMPTS_MAX
                                ? attempts(attempt, number + 1)
                                : Refused.mono(Rejection.conflict("busy")));
    }

    private Mono<Shown> shown(Stored<Timetable> stored) {
        return switch (stored.value()) {
            case Drafted drafted -> Mono.just(new Shown(stored, drafted.draft(), false));
            case Timetable.Published published -> {
                var last = published.versions().getLast();
                yield versions.findAll(List.of(last.versionId()))
                        .next()
                        .map(version -> new Shown(stored, new Week(version.effectiveFrom(), version.slots()), false));
            }
        };
    }

    private Mono<Optional<Stored<Timetable>>> current(String classId) {
        return timetables.find(classId).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<Stored<Timetable>> existing(String classId) {
        return timetables.find(classId).switchIfEmpty(Refused.mono(Rejection.notFound("timetable-not-found")));
    }

    private static Optional<Boolean> asExpected(Optional<Long> expected, Optional<Stored<Timetable>> current) {
        return expected.map(
                version -> current.map(stored -> stored.version() == version).orElse(false));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
