package io.airclass.schedule.timetable;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.bells.BellService;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.Clash;
import io.airclass.schedule.booking.Wish;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.BookingPlanRules.Laid;
import io.airclass.schedule.timetable.Publication.Asked;
import io.airclass.schedule.timetable.Publication.Part;
import io.airclass.schedule.timetable.Timetable.Approved;
import io.airclass.schedule.timetable.Timetable.Published;
import io.airclass.schedule.timetable.Timetable.Publishing;
import io.airclass.schedule.timetable.Timetable.Waiting;
import io.airclass.schedule.timetable.TimetableCsv.Reading;
import io.airclass.schedule.timetable.WeekService.Judgement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Saves, reviews and publishes timetables. */
@Service
class TimetableService {
    private static final Set<Role> TEACHING = Set.of(Role.TEACHER, Role.HEAD_TEACHER);
    private static final int ATTEMPTS_MAX = 8;

    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final PublicationService publications;
    private final BookingService bookings;
    private final WeekService weeks;
    private final BellService bells;
    private final AccessService access;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    TimetableService(
            TimetableRepository timetables,
            VersionRepository versions,
            PublicationService publications,
            BookingService bookings,
            WeekService weeks,
            BellService bells,
            AccessService access,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.timetables = timetables;
        this.versions = versions;
        this.publications = publications;
        this.bookings = bookings;
        this.weeks = weeks;
        this.bells = bells;
        this.access = access;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * A timetable and the week that it shows: the draft, or else what was published last.
     *
     * @param created whether this call made it
     * @param warnings what stands in the way of publishing the draft, and what is advised; empty where nothing waits
     */
    record Shown(Stored<Timetable> timetable, Week week, boolean created, List<Warning> warnings) {}

    /**
     * Something to know about a draft.
     *
     * @param refuses whether it cannot be published so
     */
    record Warning(boolean refuses, Rejection rejection) {}

    /**
     * What a draft is saved with.
     *
     * @param lastDay the last day of a temporary arrangement, inclusive; empty for what holds to the end of the term
     */
    record Days(Optional<LocalDate> effectiveFrom, Optional<LocalDate> lastDay, String why) {}

    Mono<Shown> read(Caller caller, String holderId) {
        return toRead(caller, holderId).then(existing(holderId)).flatMap(this::shown);
    }

    /** The version that held on a day, as was known at an instant. */
    Mono<TimetableVersion> on(Caller caller, String holderId, LocalDate day, Optional<Instant> asOf) {
        return toRead(caller, holderId)
                .then(timetables.versionsOf(holderId))
                .flatMap(heads -> Mono.justOrEmpty(TimetableRules.on(day, heads, asOf.orElseGet(clock::instant))))
                .flatMap(head -> versions.findAll(List.of(head.versionId())).next())
                .switchIfEmpty(Refused.mono(Rejection.notFound("timetable-not-found")));
    }

    /** Takes a file as the new draft. */
    Mono<Shown> save(Caller caller, String holderId, Optional<Long> expected, Days days, byte[] csv, Locale locale) {
        return toChange(caller, holderId)
                .flatMap(learners -> week(learners, days, slots -> read(learners, csv, slots, locale))
                        .flatMap(week -> save(caller, learners, expected, week)));
    }

    /** Takes the week that holds on a day as the new draft: a version of its own from its first day on. */
    Mono<Shown> copy(Caller caller, String holderId, Optional<Long> expected, LocalDate from, Days days) {
        return toChange(caller, holderId).flatMap(learners -> on(caller, holderId, from, Optional.empty())
                .flatMap(version -> week(learners, days, _ -> Mono.just(version.slots())))
                .flatMap(week -> save(caller, learners, expected, week)));
    }

    private Mono<Shown> save(Caller caller, Learners learners, Optional<Long> expected, Week week) {
        return attempts(
                        () -> current(learners.id()).flatMap(current -> {
                            var decision = TimetableRules.save(
                                    current.map(Stored::value),
                                    asExpected(expected, current),
                                    learners.schoolClass(),
                                    week,
                                    caller.personId(),
                                    clock.instant());
                            return carryOut(learners.id(), current, decision)
                                    .map(stored -> new Saved(stored, current.isEmpty()));
                        }),
                        1)
                .flatMap(saved -> shown(saved.timetable())
                        .map(shown -> new Shown(shown.timetable(), shown.week(), saved.created(), shown.warnings())));
    }

    private record Saved(Stored<Timetable> timetable, boolean created) {}

    Mono<Shown> submit(Caller caller, String holderId, Optional<Long> expected) {
        return toChange(caller, holderId)
                .then(change(
                        holderId,
                        expected,
                        (current, asExpected) ->
                                TimetableRules.submit(current, asExpected, caller.personId(), clock.instant())));
    }

    Mono<Shown> approve(Caller caller, String holderId, Optional<Long> expected) {
        return toReview(caller, holderId)
                .then(change(
                        holderId,
                        expected,
                        (current, asExpected) ->
                                TimetableRules.approve(current, asExpected, caller.personId(), clock.instant())));
    }

    Mono<Shown> sendBack(Caller caller, String holderId, Optional<Long> expected, String comment) {
        return toReview(caller, holderId)
                .then(change(
                        holderId,
                        expected,
                        (current, asExpected) ->
                                TimetableRules.sendBack(current, asExpected, comment, clock.instant())));
    }

    private interface Step {
        Decision<Timetable> decide(Timetable current, Optional<Boolean> asExpected);
    }

    private Mono<Shown> change(String holderId, Optional<Long> expected, Step step) {
        return attempts(
                        () -> existing(holderId)
                                .flatMap(current -> carryOut(
                                        holderId,
                                        Optional.of(current),
                                        step.decide(current.value(), asExpected(expected, Optional.of(current))))),
                        1)
                .flatMap(this::shown);
    }

    /** Makes the approved draft the newest version; nothing happens where nothing waits. */
    Mono<Shown> publish(Caller caller, String holderId, Optional<Long> expected, Optional<String> emergencyReason) {
        return toChange(caller, holderId)
                .flatMap(learners -> existing(holderId).flatMap(current -> switch (current.value()) {
                    case Published _ -> Mono.empty();
                    case Publishing publishing -> publications.await(publishing.publicationId());
                    case Timetable _
                    when expected.isPresent() && expected.get() != current.version() ->
                        Refused.<Void>mono(Rejection.stale("stale-version"));
                    case Timetable _ -> publishAll(caller, List.of(learners), List.of(current), emergencyReason);
                }))
                .then(existing(holderId))
                .flatMap(this::shown);
    }

    /** Makes the approved drafts of several classes and groups of one school the newest versions, all or none. */
    Mono<String> publish(Caller caller, String schoolId, List<String> holderIds, Optional<String> emergencyReason) {
        return access.schoolToChange(caller, schoolId)
                .thenMany(Flux.fromIterable(holderIds))
                .concatMap(id -> toChange(caller, id))
                .collectList()
                .flatMap(learners -> learners.stream()
                                .allMatch(one -> one.schoolClass().schoolId().equals(schoolId))
                        ? timetables
                                .findAll(holderIds)
                                .collectList()
                                .flatMap(found -> found.size() == holderIds.size()
                                        ? publishAll(caller, learners, found, emergencyReason)
                                                .thenReturn(PublicationService.idOf(parts(found)))
                                        : Refused.mono(Rejection.notFound("timetable-not-found")))
                        : Refused.mono(Rejection.notFound("class-not-found")));
    }

    private static List<Part> parts(List<Stored<Timetable>> some) {
        return some.stream()
                .map(each -> new Part(each.id(), each.version()))
                .sorted(Comparator.comparing(Part::holderId))
                .toList();
    }

    private Mono<Void> publishAll(
            Caller caller, List<Learners> learners, List<Stored<Timetable>> some, Optional<String> emergencyReason) {
        var byId = some.stream().collect(Collectors.toMap(Stored::id, Function.identity()));
        var first = learners.getFirst().schoolClass();
        if (emergencyReason.isPresent() && !AccessRules.mayHurry(caller, first.within())) {
            return Refused.mono(Rejection.forbidden("emergency-forbidden"));
        }
        return Flux.fromIterable(learners)
                .concatMap(one -> fit(one, byId.get(one.id()).value(), emergencyReason.isPresent()))
                .then(Mono.defer(() -> publications.publish(new Asked(
                        first.schoolId(),
                        first.schoolWithin(),
                        parts(some),
                        caller.personId(),
                        clock.instant(),
                        emergencyReason.orElse(null)))));
    }

    /** Refuses what may not be published, whatever others have. */
    private Mono<Void> fit(Learners learners, Timetable timetable, boolean emergency) {
        if (!(timetable instanceof Approved approved)) {
            return Refused.mono(Rejection.conflict("timetable-not-approved").with("id", learners.id()));
        }
        var unfit = TimetableRules.unfit(approved, today());
        return unfit.isPresent()
                ? Refused.mono(unfit.get())
                : weeks.judge(learners, approved.draft(), today()).flatMap(judgement -> judgement.refusals().stream()
                        .findFirst()
                        .or(() -> emergency ? Optional.empty() : judgement.tooLate())
                        .map(Refused::<Void>mono)
                        .orElseGet(Mono::empty));
    }

    private interface Slots {
        Mono<List<Slot>> of(LocalDateRange range);
    }

    record LocalDateRange(LocalDate first, LocalDate last) {}

    private Mono<Week> week(Learners learners, Days days, Slots slots) {
        var first = days.effectiveFrom().orElseGet(this::today);
        return days.lastDay()
                .map(Mono::just)
                .orElseGet(() -> weeks.lastDay(learners.schoolClass(), first))
                .flatMap(last -> {
                    var unfit = TimetableRules.days(first, last, today());
                    return unfit.isPresent()
                            ? Refused.<Week>mono(unfit.get())
                            : slots.of(new LocalDateRange(first, last))
                                    .map(found ->
                                            new Week(first, last, days.lastDay().isPresent(), days.why(), found));
                })
                .flatMap(week -> {
                    var own = TimetableRules.within(learners.id(), week.slots());
                    return week.slots().isEmpty()
                            ? Refused.mono(Rejection.invalid("timetable-empty"))
                            : own.isEmpty() ? Mono.just(week) : Refused.mono(TimetableRules.refusal(own));
                });
    }

    private Mono<List<Slot>> read(Learners learners, byte[] csv, LocalDateRange range, Locale locale) {
        var reading = TimetableCsv.read(csv, locale);
        if (reading.isEmpty()) {
            return Refused.mono(Rejection.invalid("timetable-not-text"));
        }
        return take(learners, reading.get(), range, locale);
    }

    /** The rows of a file as slots, with the times of the bells where a row says none. */
    private Mono<List<Slot>> take(Learners learners, Reading reading, LocalDateRange range, Locale locale) {
        var schoolClass = learners.schoolClass();
        return unknownTeachers(schoolClass, reading, locale)
                .zipWith(bells.of(schoolClass.schoolId()), (unknown, rung) -> {
                    var faults = new ArrayList<>(reading.faults());
                    faults.addAll(unknown);
                    var slots = new ArrayList<Slot>();
                    for (var row : reading.rows()) {
                        if (row.timed()) {
                            slots.add(row.slot());
                        } else {
                            WeekRules.timed(
                                            row.slot(),
                                            rung.schedules(),
                                            schoolClass.stage(),
                                            range.first(),
                                            range.last())
                                    .ifPresentOrElse(
                                            slots::addAll,
                                            () -> faults.add(CellFault.Kind.NO_BELL.at(row.number(), "start", locale)));
                        }
                    }
                    return faults.isEmpty()
                            ? Mono.<List<Slot>>just(slots)
                            : Refused.<List<Slot>>mono(Rejection.invalid("timetable-cells")
                                    .with("count", faults.size())
                                    .with("errors", faults));
                })
                .flatMap(Function.identity());
    }

    private Mono<List<CellFault>> unknownTeachers(SchoolClass schoolClass, Reading reading, Locale locale) {
        var others = reading.rows().stream()
                .map(row -> row.slot().teacherId())
                .filter(id -> !id.isEmpty() && !schoolClass.isTaughtBy(id) && !schoolClass.isHeadedBy(id))
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

    private Mono<Stored<Timetable>> carryOut(
            String holderId, Optional<Stored<Timetable>> current, Decision<Timetable> decision) {
        return switch (decision) {
            case Decision.Accepted<Timetable>(Timetable next, var events) ->
                timetables.put(holderId, current, next, events);
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
            case Waiting waiting ->
                weeks.learners(stored.id())
                        .flatMap(learners -> warnings(learners, waiting))
                        .defaultIfEmpty(List.of())
                        .map(warnings -> new Shown(stored, waiting.draft(), false, warnings));
            case Published published -> {
                var last = published.versions().getLast();
                yield versions.findAll(List.of(last.versionId()))
                        .next()
                        .map(version -> new Shown(
                                stored,
                                new Week(
                                        version.effectiveFrom(),
                                        version.lastDay(),
                                        last.temporary(),
                                        last.why(),
                                        version.slots()),
                                false,
                                List.of()));
            }
        };
    }

    private Mono<List<Warning>> warnings(Learners learners, Waiting waiting) {
        return weeks.judge(learners, waiting.draft(), today())
                .zipWith(clashes(learners, waiting), TimetableService::warnings);
    }

    private static List<Warning> warnings(Judgement judgement, List<Clash> clashes) {
        var warnings = new ArrayList<Warning>();
        if (!clashes.isEmpty()) {
            warnings.add(new Warning(true, TimetableRules.taken(clashes)));
        }
        judgement.tooLate().ifPresent(refusal -> warnings.add(new Warning(true, refusal)));
        judgement.refusals().forEach(refusal -> warnings.add(new Warning(true, refusal)));
        judgement.advice().forEach(advice -> warnings.add(new Warning(false, advice)));
        return warnings;
    }

    /** With what others have now; looked at, not claimed. */
    private Mono<List<Clash>> clashes(Learners learners, Waiting waiting) {
        var draft = waiting.draft();
        var schoolYear = SchoolDay.schoolYearOf(draft.effectiveFrom());
        var head = new VersionHead(
                Integer.MAX_VALUE,
                "",
                draft.effectiveFrom(),
                draft.lastDay(),
                draft.temporary(),
                "",
                0,
                "",
                "",
                "",
                clock.instant(),
                false);
        return weeks.weekNumbers(learners, schoolYear)
                .map(weekNumbers -> BookingPlanRules.bookings(
                        learners, "", schoolYear, List.of(new Laid(head, draft.slots())), weekNumbers))
                .flatMap(wanted -> bookings.check(new Wish("", Set.of(learners.id()), wanted, Map.of(), Set.of())));
    }

    private Mono<Learners> toRead(Caller caller, String holderId) {
        return seen(caller, holderId)
                .flatMap(learners -> AccessRules.mayReadTimetable(caller, learners.schoolClass())
                        ? Mono.just(learners)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Learners> toChange(Caller caller, String holderId) {
        return seen(caller, holderId)
                .flatMap(learners -> AccessRules.mayChange(caller, learners.schoolClass())
                        ? Mono.just(learners)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Learners> toReview(Caller caller, String holderId) {
        return seen(caller, holderId)
                .flatMap(learners -> AccessRules.mayReview(caller, learners.schoolClass())
                        ? Mono.just(learners)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Learners> seen(Caller caller, String holderId) {
        return weeks.learners(holderId)
                .filterWhen(learners -> access.sees(caller, learners.schoolClass()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")));
    }

    private Mono<Optional<Stored<Timetable>>> current(String holderId) {
        return timetables.find(holderId).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<Stored<Timetable>> existing(String holderId) {
        return timetables.find(holderId).switchIfEmpty(Refused.mono(Rejection.notFound("timetable-not-found")));
    }

    private static Optional<Boolean> asExpected(Optional<Long> expected, Optional<Stored<Timetable>> current) {
        return expected.map(
                version -> current.map(stored -> stored.version() == version).orElse(false));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
