package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.booking.Attempt.Asked;
import io.airclass.schedule.booking.Attempt.Part;
import io.airclass.schedule.booking.AttemptService;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.Clash;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.booking.Wish;
import io.airclass.schedule.broadcast.BroadcastRules;
import io.airclass.schedule.broadcast.ClashService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.BookingPlanRules.Laid;
import io.airclass.schedule.timetable.DraftService.Days;
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
public class TimetableService {
    private static final int ATTEMPTS_MAX = 8;

    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final AttemptService attempts;
    private final PublicationService publications;
    private final BookingService bookings;
    private final WeekService weeks;
    private final GroupService groups;
    private final DraftService drafts;
    private final ClashService broadcasts;
    private final AccessService access;
    private final PublicationGate gate;
    private final Clock clock;
    private final ZoneId zone;

    TimetableService(
            TimetableRepository timetables,
            VersionRepository versions,
            AttemptService attempts,
            PublicationService publications,
            BookingService bookings,
            WeekService weeks,
            GroupService groups,
            DraftService drafts,
            ClashService broadcasts,
            AccessService access,
            PublicationGate gate,
            AirclassSettings settings,
            Clock clock) {
        this.timetables = timetables;
        this.versions = versions;
        this.attempts = attempts;
        this.publications = publications;
        this.bookings = bookings;
        this.weeks = weeks;
        this.groups = groups;
        this.drafts = drafts;
        this.broadcasts = broadcasts;
        this.access = access;
        this.gate = gate;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * A timetable and the week that it shows: the draft, or else what was published last.
     *
     * @param created whether this call made it
     * @param warnings what stands in the way of publishing the draft, and what is advised; empty where nothing waits
     */
    public record Shown(Stored<Timetable> timetable, Week week, boolean created, List<Warning> warnings) {}

    /**
     * Something to know about a draft.
     *
     * @param refuses whether it cannot be published so
     */
    public record Warning(boolean refuses, Rejection rejection) {}

    public Mono<Shown> read(Caller caller, String holderId) {
        return toRead(caller, holderId).then(existing(holderId)).flatMap(this::shown);
    }

    /** The version that held on a day, as was known at an instant. */
    public Mono<TimetableVersion> on(Caller caller, String holderId, LocalDate day, Optional<Instant> asOf) {
        return toRead(caller, holderId)
                .then(timetables.versionsOf(holderId))
                .flatMap(heads -> Mono.justOrEmpty(TimetableRules.on(day, heads, asOf.orElseGet(clock::instant))))
                .flatMap(head -> versions.findAll(List.of(head.versionId())).next())
                .switchIfEmpty(Refused.mono(Rejection.notFound("timetable-not-found")));
    }

    /** Refused where somebody may not change the timetable of a class or group. */
    public Mono<Void> mayChange(Caller caller, String holderId) {
        return toChange(caller, holderId).then();
    }

    /** The version of a timetable that somebody may change; empty where there is none yet. */
    public Mono<Optional<Long>> versionOf(Caller caller, String holderId) {
        return toChange(caller, holderId).then(current(holderId)).map(found -> found.map(Stored::version));
    }

    /**
     * A timetable and the week that is asked for.
     *
     * @param name of the class or group
     */
    public record Shelved(String name, Stored<Timetable> timetable, Week week) {}

    /** The week that holds on a day, or else what is drafted or was published last. */
    public Mono<Shelved> shelved(Caller caller, String holderId, Optional<LocalDate> on) {
        return toRead(caller, holderId)
                .flatMap(learners -> existing(holderId).flatMap(stored -> shelved(learners, stored, on)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("timetable-not-found")));
    }

    /** The same of all classes and groups of a school whose timetables the caller may read; those without a week that day are left out. */
    public Flux<Shelved> shelvedOfSchool(Caller caller, String schoolId, Optional<LocalDate> on, int max) {
        return timetables.ofSchool(schoolId, max).concatMap(stored -> weeks.learners(stored.id())
                .filter(learners -> AccessRules.mayReadTimetable(caller, learners.schoolClass()))
                .flatMap(learners -> shelved(learners, stored, on)));
    }

    /** Who has a timetable in a school, or gives one as a school: classes, groups and broadcasts, by their ids, at most so many. */
    public Flux<Learners> holdersOfSchool(String schoolId, int max) {
        return timetables.ofSchool(schoolId, max).concatMap(stored -> weeks.learners(stored.id()));
    }

    /**
     * What is changed by who says only a part of a week: the draft, or else the version that holds on a day, or else the newest; empty where
     * there is none.
     */
    public Mono<Shelved> toChangeInPart(Caller caller, String holderId, Optional<LocalDate> from) {
        return toChange(caller, holderId)
                .flatMap(learners -> timetables.find(holderId).flatMap(stored -> shelved(
                                learners, stored, stored.value() instanceof Waiting ? Optional.empty() : from)
                        .switchIfEmpty(Mono.defer(() -> shelved(learners, stored, Optional.empty())))));
    }

    private Mono<Shelved> shelved(Learners learners, Stored<Timetable> stored, Optional<LocalDate> on) {
        var timetable = stored.value();
        if (on.isEmpty() && timetable instanceof Waiting waiting) {
            return Mono.just(new Shelved(learners.schoolClass().name(), stored, waiting.draft()));
        }
        return Mono.justOrEmpty(on.map(day -> TimetableRules.on(day, timetable.versions()))
                        .orElseGet(() -> Optional.of(timetable.versions().getLast())))
                .flatMap(head -> versions.findAll(List.of(head.versionId()))
                        .next()
                        .map(version -> new Shelved(
                                learners.schoolClass().name(),
                                stored,
                                new Week(
                                        version.effectiveFrom(),
                                        version.lastDay(),
                                        head.temporary(),
                                        head.why(),
                                        version.slots()))));
    }

    /** Takes what a file holds as the new draft. */
    public Mono<Shown> save(
            Caller caller, String holderId, Optional<Long> expected, Days days, Reading reading, Locale locale) {
        return toChange(caller, holderId).flatMap(learners -> drafts.ofFile(learners, days, reading, locale)
                .flatMap(week -> save(caller, learners, expected, week)));
    }

    /** Looks whether a file would be taken; nothing is stored. */
    public Mono<Week> check(Caller caller, String holderId, Days days, Reading reading, Locale locale) {
        return toChange(caller, holderId).flatMap(learners -> drafts.ofFile(learners, days, reading, locale));
    }

    /** Takes the week that holds on a day as the new draft: a version of its own from its first day on. */
    Mono<Shown> copy(Caller caller, String holderId, Optional<Long> expected, LocalDate from, Days days) {
        return toChange(caller, holderId).flatMap(learners -> on(caller, holderId, from, Optional.empty())
                .flatMap(version -> drafts.of(learners, days, from, version.slots()))
                .flatMap(week -> save(caller, learners, expected, week)));
    }

    private Mono<Shown> save(Caller caller, Learners learners, Optional<Long> expected, Week week) {
        return again(
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
        return again(
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
                    case Publishing publishing -> attempts.await(publishing.publicationId());
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
        return access.schoolToRead(caller, schoolId)
                .thenMany(Flux.fromIterable(holderIds))
                .concatMap(id -> toChange(caller, id))
                .collectList()
                .flatMap(learners -> learners.stream()
                                .allMatch(one -> one.schoolClass().schoolId().equals(schoolId))
                        ? timetables
                                .findAll(holderIds)
                                .collectList()
                                .flatMap(found -> found.size() == holderIds.size()
                                        ? publishTogether(caller, learners, found, emergencyReason)
                                        : Refused.mono(Rejection.notFound("timetable-not-found")))
                        : Refused.mono(Rejection.notFound("class-not-found")));
    }

    /** Who asks again while it goes on, or when it is done, asks for the same. */
    private Mono<String> publishTogether(
            Caller caller, List<Learners> learners, List<Stored<Timetable>> found, Optional<String> emergencyReason) {
        var running = found.stream()
                .map(Stored::value)
                .filter(Publishing.class::isInstance)
                .map(timetable -> ((Publishing) timetable).publicationId())
                .findFirst();
        if (running.isPresent()) {
            return attempts.await(running.get()).thenReturn(running.get());
        }
        return found.stream().allMatch(one -> one.value() instanceof Published)
                ? Mono.just("")
                : publishAll(caller, learners, found, emergencyReason)
                        .thenReturn(PublicationService.idOf(parts(found)));
    }

    private static List<Part> parts(List<Stored<Timetable>> some) {
        return some.stream()
                .map(each -> new Part(
                        each.id(), each.version(), each.value().versions().size() + 1))
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
        return gate.check(first.schoolWithin())
                .thenMany(Flux.fromIterable(learners))
                .concatMap(one -> inTime(one, byId.get(one.id()).value(), emergencyReason.isPresent()))
                .all(inTime -> inTime)
                .flatMap(inTime -> attempts.carryOut(
                        PublicationService.idOf(parts(some)),
                        new Asked(
                                first.schoolId(),
                                first.schoolWithin(),
                                parts(some),
                                caller.personId(),
                                clock.instant(),
                                inTime ? null : emergencyReason.orElseThrow())));
    }

    /** Refuses what may not be published, whatever others have; else whether there is time enough, which only an emergency overrides. */
    private Mono<Boolean> inTime(Learners learners, Timetable timetable, boolean emergency) {
        if (!(timetable instanceof Approved approved)) {
            return Refused.mono(Rejection.conflict("timetable-not-approved").with("id", learners.id()));
        }
        var unfit = TimetableRules.unfit(approved, today());
        return unfit.isPresent()
                ? Refused.mono(unfit.get())
                : publications
                        .contradiction(learners, approved.versions(), approved.draft())
                        .zipWith(weeks.judge(learners, approved.draft(), today()))
                        .flatMap(found -> inTime(found.getT1(), found.getT2(), emergency));
    }

    private static Mono<Boolean> inTime(Optional<Rejection> contradiction, Judgement judgement, boolean emergency) {
        return contradiction
                .or(() -> judgement.refusals().stream().findFirst())
                .or(() -> emergency ? Optional.empty() : judgement.tooLate())
                .map(Refused::<Boolean>mono)
                .orElseGet(() -> Mono.just(judgement.tooLate().isEmpty()));
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
    private static <T> Mono<T> again(Supplier<Mono<T>> attempt, int number) {
        return Mono.defer(attempt)
                .onErrorResume(
                        VersionMoved.class,
                        _ -> number < ATTEMPTS_MAX
                                ? again(attempt, number + 1)
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
        return plan(learners, waiting).flatMap(plan -> Mono.zip(
                        weeks.judge(learners, waiting.draft(), today()),
                        clashes(learners, plan),
                        withBroadcasts(learners, waiting.draft(), plan),
                        publications.contradiction(learners, waiting.versions(), waiting.draft()))
                .map(found -> {
                    var warnings = warnings(found.getT1(), found.getT2(), found.getT4());
                    if (!found.getT3().isEmpty()) {
                        warnings.add(new Warning(false, BroadcastRules.meets(found.getT3())));
                    }
                    return warnings;
                }));
    }

    private Mono<List<Clash>> withBroadcasts(Learners learners, Week draft, Map<ResourceKey, List<Booking>> plan) {
        var own = plan.getOrDefault(ResourceKey.schoolClass(learners.id(), draft.effectiveFrom()), List.of());
        return broadcasts.ofDraft(learners, own, draft.effectiveFrom());
    }

    private static List<Warning> warnings(Judgement judgement, List<Clash> clashes, Optional<Rejection> contradiction) {
        var warnings = new ArrayList<Warning>();
        contradiction.ifPresent(changed -> warnings.add(new Warning(true, changed)));
        if (!clashes.isEmpty()) {
            warnings.add(new Warning(true, AttemptService.taken(clashes)));
        }
        judgement.tooLate().ifPresent(refusal -> warnings.add(new Warning(true, refusal)));
        judgement.refusals().forEach(refusal -> warnings.add(new Warning(true, refusal)));
        judgement.advice().forEach(advice -> warnings.add(new Warning(false, advice)));
        return warnings;
    }

    /** With what others have now; looked at, not claimed. */
    private Mono<List<Clash>> clashes(Learners learners, Map<ResourceKey, List<Booking>> plan) {
        return groups.sharing(List.of(learners.id()))
                .flatMap(sharing -> bookings.check(new Wish(
                        "", Map.of(learners.id(), Integer.MAX_VALUE), Map.of(), Set.of(), plan, Map.of(), sharing)));
    }

    /** What the draft would take. */
    private Mono<Map<ResourceKey, List<Booking>>> plan(Learners learners, Waiting waiting) {
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
        var laid = new ArrayList<>(List.of(new Laid(head, draft.slots())));
        waiting.versions().stream().filter(VersionHead::temporary).forEach(over -> laid.add(new Laid(over, List.of())));
        return weeks.days(learners, schoolYear)
                .map(days -> BookingPlanRules.bookings(learners, "", schoolYear, laid, days));
    }

    private Mono<Learners> toRead(Caller caller, String holderId) {
        return seen(caller, holderId)
                .flatMap(learners -> AccessRules.mayReadTimetable(caller, learners.schoolClass())
                        ? Mono.just(learners)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Learners> toChange(Caller caller, String holderId) {
        return seen(caller, weeks.learnersNow(holderId))
                .flatMap(learners -> AccessRules.mayChange(caller, learners.schoolClass())
                        ? Mono.just(learners)
                        : Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(learners -> learners.schoolClass().deleted()
                        ? Refused.mono(Rejection.conflict("group-closed"))
                        : Mono.just(learners));
    }

    private Mono<Learners> toReview(Caller caller, String holderId) {
        return seen(caller, weeks.learnersNow(holderId))
                .flatMap(learners -> AccessRules.mayReview(caller, learners.schoolClass())
                        ? Mono.just(learners)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Learners> seen(Caller caller, String holderId) {
        return seen(caller, weeks.learners(holderId));
    }

    private Mono<Learners> seen(Caller caller, Mono<Learners> holder) {
        return holder.filterWhen(learners -> access.sees(caller, learners.schoolClass()))
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
