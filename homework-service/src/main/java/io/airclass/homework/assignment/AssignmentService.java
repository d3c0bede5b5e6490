package io.airclass.homework.assignment;

import io.airclass.contracts.PublishedEvent;
import io.airclass.homework.access.AccessService;
import io.airclass.homework.access.Interest;
import io.airclass.homework.access.Standing;
import io.airclass.homework.budget.BudgetService;
import io.airclass.homework.budget.Concerned;
import io.airclass.homework.budget.Publications;
import io.airclass.homework.file.Attachments;
import io.airclass.homework.file.OwnFilesService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.PolicyDesk;
import io.airclass.rosterview.RosterView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Homework from the first draft to its end. To publish it takes three steps, each of one document: the draft is there, its minutes are held in the
 * week of each class, and the draft becomes the published homework if it is still the same. The third step decides; who dies before it leaves a
 * draft, and reservations that are given back.
 */
@Service
public class AssignmentService implements Publications, Attachments {
    private static final Logger log = LoggerFactory.getLogger(AssignmentService.class);
    private static final int DUE_MAX = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    /** How often, and how long after each other, a request looks whether another one that publishes the same is through. */
    private static final int LOOKS_MAX = 20;

    private static final Duration LOOK_WAIT = Duration.ofMillis(100);

    private final AssignmentRepository assignments;
    private final TargetService targets;
    private final AccessService access;
    private final BudgetService budget;
    private final PolicyDesk policies;
    private final RosterView roster;
    private final Submitters submitters;
    private final OwnFilesService files;
    private final PlaceCounter counter;
    private final Clock clock;

    AssignmentService(
            AssignmentRepository assignments,
            TargetService targets,
            AccessService access,
            BudgetService budget,
            PolicyDesk policies,
            RosterView roster,
            Submitters submitters,
            OwnFilesService files,
            PlaceCounter counter,
            Clock clock) {
        this.assignments = assignments;
        this.targets = targets;
        this.access = access;
        this.budget = budget;
        this.policies = policies;
        this.roster = roster;
        this.submitters = submitters;
        this.files = files;
        this.counter = counter;
        this.clock = clock;
    }

    /** Keeps a draft, or publishes at once; what is refused then leaves nothing behind. */
    Mono<Stored<Assignment>> create(Caller caller, NewAssignment asked, IdempotencyKey key) {
        var at = clock.instant();
        var first = AssignmentRules.draft(asked, caller.personId(), at);
        return assignments
                .find(key.id())
                .hasElement()
                .flatMap(known -> known
                        ? assignments.create(key.id(), key.requestHash(), first).flatMap(this::waited)
                        : Mono.<Stored<Assignment>>empty())
                .filter(stored -> asked.draft() || stored.value() instanceof Assignment.Published)
                .switchIfEmpty(Mono.defer(() -> judged(caller, asked, at).flatMap(plan -> assignments
                        .create(key.id(), key.requestHash(), first)
                        .flatMap(stored -> asked.draft() ? Mono.just(stored) : publishOnce(stored, first, plan, at)))));
    }

    /** Who made the draft publishes it; a repeat waits for that, and takes over from one who died. */
    private Mono<Stored<Assignment>> publishOnce(Stored<Assignment> stored, Assignment first, Plan plan, Instant at) {
        if (stored.value() == first) {
            return publishOrRemove(stored, plan, at);
        }
        return waited(stored)
                .flatMap(found -> found.value() instanceof Assignment.Draft
                        ? taken(found)
                                .flatMap(own -> publishOrRemove(own, plan, at))
                                .switchIfEmpty(Mono.defer(() -> overtaken(found)))
                        : Mono.just(found));
    }

    private Mono<Stored<Assignment>> publishOrRemove(Stored<Assignment> stored, Plan plan, Instant at) {
        return publish(stored, plan, at)
                .onErrorResume(
                        Refused.class, refused -> assignments.remove(stored).then(Mono.error(refused)));
    }

    /** As it is once another request that publishes it is through, or after two seconds. */
    private Mono<Stored<Assignment>> waited(Stored<Assignment> stored) {
        return stored.value() instanceof Assignment.Draft
                ? onceThrough(stored.id()).defaultIfEmpty(stored)
                : Mono.just(stored);
    }

    private Mono<Stored<Assignment>> onceThrough(String id) {
        return Mono.defer(() -> assignments.find(id))
                .filter(found -> found.value() instanceof Assignment.Published)
                .repeatWhenEmpty(LOOKS_MAX, looks -> looks.delayElements(LOOK_WAIT))
                .onErrorResume(IllegalStateException.class, _ -> Mono.empty());
    }

    /** An attempt of one's own: whoever tried before cannot publish any more. Empty where somebody else was faster. */
    private Mono<Stored<Assignment>> taken(Stored<Assignment> stored) {
        var draft = (Assignment.Draft) stored.value();
        return assignments
                .save(stored, draft.next(draft.asked(), draft.changedAt()), List.of())
                .onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    /** What is asked, with the classes it means and when it opens. */
    private record Plan(NewAssignment asked, List<Concerned> concerned, Instant opensAt) {
        Terms terms(long attempt, PolicyDesk policies) {
            return Terms.of(
                    TaskRules.task(asked),
                    concerned.stream()
                            .map(each -> Target.of(each.schoolClass(), each.studentIds()))
                            .toList(),
                    TaskRules.days(asked, opensAt, policies.zone()),
                    asked.graceMinutes(),
                    attempt);
        }
    }

    private Mono<Plan> judged(Caller caller, NewAssignment asked, Instant at) {
        var opensAt = TaskRules.opensAt(asked, at);
        return refuse(TaskRules.faults(asked))
                .then(Mono.defer(() -> files.own(caller, asked.fileIds())))
                .then(Mono.defer(() -> targets.of(caller, asked)))
                .flatMap(concerned -> refuse(TaskRules.times(
                                asked, opensAt, TaskRules.days(asked, opensAt, policies.zone()), at, policies.zone()))
                        .then(Mono.defer(() -> judgedByPolicy(asked, concerned, at)))
                        .thenReturn(new Plan(asked, concerned, opensAt)));
    }

    private Mono<Void> judgedByPolicy(NewAssignment asked, List<Concerned> concerned, Instant at) {
        return Flux.fromIterable(concerned)
                .concatMap(each -> policies.at(each.schoolClass(), at))
                .concatMap(inForce -> refuse(TaskRules.againstPolicy(asked, inForce)))
                .then();
    }

    private static Mono<Void> refuse(Optional<Rejection> rejection) {
        return rejection.map(Refused::<Void>mono).orElseGet(Mono::empty);
    }

    private Mono<Stored<Assignment>> publish(Stored<Assignment> stored, Plan plan, Instant at) {
        var draft = (Assignment.Draft) stored.value();
        var terms = plan.terms(draft.attempt(), policies);
        var ask = terms.ask(stored.id(), draft.teacherId());
        return budget.hold(ask, plan.concerned())
                .then(Mono.defer(() -> switch (AssignmentRules.publish(
                        stored.id(), draft, terms, plan.opensAt(), at, policies.zone())) {
                    case Decision.Accepted<Assignment>(Assignment next, List<PublishedEvent> events) ->
                        assignments
                                .save(stored, next, events)
                                .flatMap(saved -> counted(plan).thenReturn(saved))
                                .onErrorResume(VersionMoved.class, _ -> overtaken(stored));
                    case Decision.Unchanged<Assignment> _ -> Mono.just(stored);
                    case Decision.Rejected<Assignment>(Rejection rejection) ->
                        budget.release(ask, terms.classIds()).then(Refused.mono(rejection));
                }))
                .onErrorResume(Refused.class, refused -> isBusy(refused) ? overtaken(stored) : Mono.error(refused));
    }

    private static boolean isBusy(Refused refused) {
        return refused.rejection().slug().equals("busy");
    }

    /** Somebody else published, changed or removed the draft: what is held goes with them, or is given back when it is settled. */
    private Mono<Stored<Assignment>> overtaken(Stored<Assignment> draft) {
        return onceThrough(draft.id()).switchIfEmpty(Refused.mono(Rejection.conflict("busy")));
    }

    private Mono<Void> counted(Plan plan) {
        return Flux.fromIterable(plan.concerned())
                .concatMap(each -> counter.count("airclass.assignments.opened", each.schoolClass(), 1))
                .then();
    }

    /** @param expectedVersion needed where the draft has become another */
    Mono<Stored<Assignment>> change(Caller caller, String id, NewAssignment asked, Optional<Long> expectedVersion) {
        var at = clock.instant();
        return own(caller, id)
                .then(Mono.defer(() -> judged(caller, asked, at)))
                .then(Mono.defer(() -> assignments.change(
                        id,
                        expectedVersion,
                        current -> expectedVersion.isEmpty() && !isAsked(current.value(), asked)
                                ? Decision.rejected(Rejection.versionRequired("if-match-missing"))
                                : AssignmentRules.change(current.value(), asked, at))));
    }

    private static boolean isAsked(Assignment current, NewAssignment asked) {
        return current instanceof Assignment.Draft draft && draft.asked().equals(asked);
    }

    /** Publishes a draft; a repeat finds it published. */
    Mono<Stored<Assignment>> publish(Caller caller, String id) {
        var at = clock.instant();
        return own(caller, id).flatMap(stored -> switch (stored.value()) {
            case Assignment.Withdrawn _ -> Refused.<Stored<Assignment>>mono(Rejection.conflict("assignment-withdrawn"));
            case Assignment.Published _ -> Mono.just(stored);
            case Assignment.Draft draft ->
                judged(caller, draft.asked(), at)
                        .flatMap(plan -> taken(stored).flatMap(own -> publish(own, plan, at)))
                        .switchIfEmpty(Mono.defer(() -> overtaken(stored)));
        });
    }

    /** Later only. */
    Mono<Stored<Assignment>> extend(Caller caller, String id, Instant dueAt, Optional<Long> expectedVersion) {
        var at = clock.instant();
        return toLead(caller, id)
                .then(Mono.defer(() -> assignments.change(
                        id,
                        expectedVersion,
                        current -> AssignmentRules.extend(id, current.value(), dueAt, at, policies.zone()))));
    }

    /** Its minutes are free again; who dies before they are leaves it to the next look. */
    Mono<Stored<Assignment>> withdraw(Caller caller, String id, String reason) {
        var at = clock.instant();
        return toLead(caller, id)
                .then(Mono.defer(() -> assignments.change(
                        id,
                        Optional.empty(),
                        current ->
                                AssignmentRules.withdraw(id, current.value(), caller.personId(), reason.strip(), at))))
                .flatMap(withdrawn -> given(withdrawn).onErrorResume(thrown -> {
                    log.warn("The minutes of {} are given back at the next look: {}", id, thrown.toString());
                    return Mono.just(withdrawn);
                }));
    }

    /** Removes a draft. */
    Mono<Void> remove(Caller caller, String id) {
        return own(caller, id)
                .flatMap(stored -> stored.value() instanceof Assignment.Draft
                        ? assignments.remove(stored)
                        : Refused.<Boolean>mono(Rejection.conflict("assignment-published")))
                .flatMap(removed -> removed ? Mono.empty() : Refused.mono(Rejection.conflict("busy")));
    }

    private Mono<Stored<Assignment>> given(Stored<Assignment> stored) {
        if (!(stored.value() instanceof Assignment.Withdrawn withdrawn) || withdrawn.wakeAt() == null) {
            return Mono.just(stored);
        }
        var terms = withdrawn.terms();
        return budget.release(terms.ask(stored.id(), withdrawn.teacherId()), terms.classIds())
                .then(Mono.defer(() -> assignments.save(stored, withdrawn.released(), List.of())))
                .onErrorResume(VersionMoved.class, _ -> assignments.find(stored.id()));
    }

    /**
     * Opens, reminds, closes and gives back what is due. Two who do so at once come out the same: the version decides. What fails does not hold up the
     * others, and comes again at the next look.
     */
    Mono<Void> wake(Instant at) {
        return assignments
                .due(at, DUE_MAX)
                .concatMap(stored -> wake(stored, at)
                        .map(_ -> 1)
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                        .onErrorResume(thrown -> {
                            log.warn("Homework {} is looked at again: {}", stored.id(), thrown.toString());
                            return assignments
                                    .putOff(stored, at.plus(LOOK_AGAIN))
                                    .thenReturn(0);
                        }))
                .collect(Collectors.summingInt(woken -> woken))
                .flatMap(woken -> woken == DUE_MAX ? wake(at) : Mono.empty());
    }

    private Mono<Stored<Assignment>> wake(Stored<Assignment> stored, Instant at) {
        return switch (stored.value()) {
            case Assignment.Withdrawn _ -> given(stored);
            case Assignment.Open open
            when open.remindsAt(at) ->
                missing(stored.id(), open)
                        .flatMap(missing -> saved(stored, AssignmentRules.remind(stored.id(), open, missing, at)));
            default -> saved(stored, AssignmentRules.atItsTime(stored.id(), stored.value(), at, policies.zone()));
        };
    }

    /** Empty where nothing is to be done. */
    private Mono<Stored<Assignment>> saved(Stored<Assignment> stored, Decision<Assignment> decision) {
        return switch (decision) {
            case Decision.Accepted<Assignment>(Assignment next, List<PublishedEvent> events) ->
                assignments.save(stored, next, events);
            case Decision.Unchanged<Assignment> _ -> Mono.empty();
            case Decision.Rejected<Assignment>(Rejection rejection) -> Refused.mono(rejection);
        };
    }

    /** Who of each class has it to do and has not handed in. */
    private Mono<Map<String, List<String>>> missing(String id, Assignment.Open open) {
        return Flux.fromIterable(open.terms().targets())
                .concatMap(target -> (target.studentIds().isEmpty()
                                ? roster.studentsOf(target.classId())
                                : Mono.just(target.studentIds()))
                        .zipWith(
                                submitters.of(id, target.classId()),
                                (students, handedIn) -> Map.entry(
                                        target.classId(),
                                        students.stream()
                                                .filter(student -> !handedIn.contains(student))
                                                .toList())))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Boolean> published(String id, long attempt) {
        return assignments
                .change(
                        id,
                        Optional.empty(),
                        current -> current.value() instanceof Assignment.Draft draft && draft.attempt() == attempt
                                ? Decision.accepted(draft.next(draft.asked(), draft.changedAt()))
                                : Decision.unchanged(current.value()))
                .map(stored -> switch (stored.value()) {
                    case Assignment.Draft _ -> false;
                    case Assignment.Withdrawn _ -> false;
                    case Assignment.Published known -> known.terms().attempt() == attempt;
                })
                .defaultIfEmpty(false);
    }

    /** An assignment with one of its classes, for somebody who was let do something with it. */
    public Mono<Seen> ofClass(String id, String classId) {
        return Mono.zip(assignments.find(id), roster.schoolClass(classId))
                .filter(found -> found.getT1().value() instanceof Assignment.Published)
                .map(found -> new Seen(
                        id,
                        found.getT1().version(),
                        (Assignment.Published) found.getT1().value(),
                        new Standing(found.getT2(), true, false, false, Set.of())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("assignment-not-found")));
    }

    @Override
    public Mono<Boolean> isShown(Caller caller, String fileId) {
        return assignments
                .with(fileId)
                .concatMap(stored -> seen(caller, stored).hasElement())
                .any(shown -> shown);
    }

    /** The assignment; refused with {@code assignment-not-found} when there is none or it does not concern the caller. */
    public Mono<Seen> see(Caller caller, String id) {
        return assignments
                .find(id)
                .flatMap(stored -> seen(caller, stored))
                .switchIfEmpty(Refused.mono(Rejection.notFound("assignment-not-found")));
    }

    private Mono<Seen> seen(Caller caller, Stored<Assignment> stored) {
        return switch (stored.value()) {
            case Assignment.Draft _ -> Mono.empty();
            case Assignment.Published known ->
                access.standingsIn(caller, known.terms().withinOf())
                        .map(standing -> AssignmentRules.concerned(known, standing, caller.personId()))
                        .filter(Standing::sees)
                        .reduce(Standing::and)
                        .map(standing -> new Seen(stored.id(), stored.version(), known, standing));
        };
    }

    /** A draft as its author sees it; else as everybody whom it concerns. */
    Mono<Shown> read(Caller caller, String id) {
        return assignments
                .find(id)
                .flatMap(stored -> isAuthor(caller, stored.value())
                        ? Mono.just(new Shown(stored, Optional.empty()))
                        : seen(caller, stored).map(seen -> shown(caller, stored, seen.standing())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("assignment-not-found")));
    }

    /** Whether the caller set it, and is a teacher still where it is done. */
    private boolean isAuthor(Caller caller, Assignment assignment) {
        return caller.is(assignment.teacherId())
                && switch (assignment) {
                    case Assignment.Draft _ -> access.teachesSomewhere(caller);
                    case Assignment.Published known ->
                        known.terms().targets().stream()
                                .anyMatch(target -> access.teachesWithin(caller, target.within()));
                };
    }

    /** Whether the caller set it, and is a teacher still where it is done. */
    public Mono<Boolean> isAuthor(Caller caller, String id) {
        return access.teachesSomewhere(caller)
                ? assignments
                        .find(id)
                        .map(stored -> isAuthor(caller, stored.value()))
                        .defaultIfEmpty(false)
                : Mono.just(false);
    }

    private static Shown shown(Caller caller, Stored<Assignment> stored, Standing standing) {
        return new Shown(
                stored,
                Optional.of(standing.schoolClass().id())
                        .filter(_ -> !caller.is(stored.value().teacherId())));
    }

    private Mono<Stored<Assignment>> own(Caller caller, String id) {
        return read(caller, id)
                .map(Shown::stored)
                .filter(stored -> caller.is(stored.value().teacherId()))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-assignment")));
    }

    /** The author, or who leads the school of every class that has it. */
    private Mono<Stored<Assignment>> toLead(Caller caller, String id) {
        return read(caller, id)
                .map(Shown::stored)
                .filter(stored -> caller.is(stored.value().teacherId())
                        || stored.value() instanceof Assignment.Published known
                                && known.terms().targets().stream()
                                        .allMatch(target -> access.leads(caller, target.within())))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-assignment")));
    }

    /**
     * The class of an assignment that somebody wants to mark, which the caller may see.
     *
     * @param classId empty for the first that concerns the caller
     */
    public Mono<String> toMark(Caller caller, String id, Optional<String> classId) {
        return read(caller, id)
                .flatMap(shown -> shown.stored().value() instanceof Assignment.Published known
                        ? Mono.just(known)
                        : Refused.mono(Rejection.notFound("assignment-not-found")))
                .flatMap(known -> classId.map(Mono::just)
                        .orElseGet(() -> seen(caller, new Stored<>(id, 0, known))
                                .map(seen -> seen.standing().schoolClass().id())
                                .defaultIfEmpty(
                                        known.terms().targets().getFirst().classId()))
                        .filter(asked -> known.terms().target(asked).isPresent()))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("not-your-class")));
    }

    /** What the caller published, the latest due first. */
    public Mono<Page<Stored<Assignment.Published>>> setBy(Caller caller, PageRequest request) {
        return assignments.published(caller.personId(), request);
    }

    Mono<Page<Shown>> list(Caller caller, PageRequest request) {
        return access.interest(caller)
                .flatMap(interest -> interest.isEmpty()
                        ? Mono.just(new Page<>(List.of(), null))
                        : assignments
                                .page(interest, request)
                                .map(page -> new Page<>(
                                        page.items().stream()
                                                .flatMap(stored -> listed(caller, interest, stored).stream())
                                                .toList(),
                                        page.cursor())));
    }

    /** Empty for what the student, or the child, does not have to do any more, having left the class. */
    private static Optional<Shown> listed(Caller caller, Interest interest, Stored<Assignment> stored) {
        return caller.is(stored.value().teacherId()) || !(stored.value() instanceof Assignment.Published known)
                ? Optional.of(new Shown(stored, Optional.empty()))
                : known.terms().targets().stream()
                        .filter(target -> interest.classIds().contains(target.classId()))
                        .filter(target -> target.studentIds().isEmpty()
                                || interest.studentIds().stream().anyMatch(target::means))
                        .findFirst()
                        .map(target -> new Shown(stored, Optional.of(target.classId())));
    }
}
