package io.airclass.homework.assignment;

import io.airclass.contracts.PublishedEvent;
import io.airclass.homework.access.AccessService;
import io.airclass.homework.access.Interest;
import io.airclass.homework.access.Standing;
import io.airclass.homework.budget.BudgetService;
import io.airclass.homework.budget.Concerned;
import io.airclass.homework.budget.Publications;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public class AssignmentService implements Publications {
    private static final Logger log = LoggerFactory.getLogger(AssignmentService.class);
    private static final int DUE_MAX = 100;

    private final AssignmentRepository assignments;
    private final TargetService targets;
    private final AccessService access;
    private final BudgetService budget;
    private final PolicyDesk policies;
    private final RosterView roster;
    private final Submitters submitters;
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
            PlaceCounter counter,
            Clock clock) {
        this.assignments = assignments;
        this.targets = targets;
        this.access = access;
        this.budget = budget;
        this.policies = policies;
        this.roster = roster;
        this.submitters = submitters;
        this.counter = counter;
        this.clock = clock;
    }

    /** Keeps a draft, or publishes at once; what is refused then leaves nothing behind. */
    Mono<Stored<Assignment>> create(Caller caller, NewAssignment asked, IdempotencyKey key) {
        var at = clock.instant();
        return judged(caller, asked, at).flatMap(plan -> assignments
                .create(key.id(), key.requestHash(), first(asked, caller, at))
                .flatMap(stored -> asked.draft() || stored.value() instanceof Assignment.Published
                        ? Mono.just(stored)
                        : publish(stored, plan, at).onErrorResume(Refused.class, refused -> assignments
                                .remove(stored)
                                .then(Mono.error(refused)))));
    }

    private static Assignment first(NewAssignment asked, Caller caller, Instant at) {
        return switch (AssignmentRules.draft(asked, caller.personId(), at)) {
            case Decision.Accepted<Assignment>(Assignment draft, List<PublishedEvent> _) -> draft;
            case Decision.Unchanged<Assignment>(Assignment draft) -> draft;
            case Decision.Rejected<Assignment>(Rejection rejection) -> throw new Refused(rejection);
        };
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
        return budget.hold(ask, plan.concerned()).then(Mono.defer(() -> switch (AssignmentRules.publish(
                stored.id(), draft, terms, plan.opensAt(), at, policies.zone())) {
            case Decision.Accepted<Assignment>(Assignment next, List<PublishedEvent> events) ->
                assignments
                        .save(stored, next, events)
                        .flatMap(saved -> counted(plan).thenReturn(saved))
                        .onErrorResume(VersionMoved.class, _ -> overtaken(stored));
            case Decision.Unchanged<Assignment> _ -> Mono.just(stored);
            case Decision.Rejected<Assignment>(Rejection rejection) ->
                budget.release(ask, terms.classIds()).then(Refused.mono(rejection));
        }));
    }

    /** Somebody else published, changed or removed the draft: what is held goes with them, or is given back when it is settled. */
    private Mono<Stored<Assignment>> overtaken(Stored<Assignment> draft) {
        return assignments
                .find(draft.id())
                .filter(found -> found.value() instanceof Assignment.Published)
                .switchIfEmpty(Refused.mono(Rejection.conflict("busy")));
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
            case Assignment.Draft draft -> judged(caller, draft.asked(), at).flatMap(plan -> publish(stored, plan, at));
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
                .flatMap(this::given);
    }

    /** Removes a draft. */
    Mono<Void> remove(Caller caller, String id) {
        return own(caller, id)
                .flatMap(stored -> stored.value() instanceof Assignment.Draft
                        ? assignments.remove(stored)
                        : Refused.mono(Rejection.conflict("assignment-published")));
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
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty())
                        .onErrorResume(thrown -> {
                            log.warn("Homework {} is looked at again: {}", stored.id(), thrown.toString());
                            return Mono.empty();
                        }))
                .then();
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

    private Mono<Stored<Assignment>> saved(Stored<Assignment> stored, Decision<Assignment> decision) {
        return switch (decision) {
            case Decision.Accepted<Assignment>(Assignment next, List<PublishedEvent> events) ->
                assignments.save(stored, next, events);
            case Decision.Unchanged<Assignment> _ -> Mono.just(stored);
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
                access.standingIn(caller, known.terms().withinOf())
                        .filter(standing -> AssignmentRules.isSeen(known, standing, caller.personId()))
                        .map(standing -> new Seen(stored.id(), stored.version(), known, standing));
        };
    }

    /** A draft as its author sees it; else as everybody whom it concerns. */
    Mono<Shown> read(Caller caller, String id) {
        return assignments
                .find(id)
                .flatMap(stored -> stored.value() instanceof Assignment.Draft draft && caller.is(draft.teacherId())
                        ? Mono.just(new Shown(stored, Optional.empty()))
                        : seen(caller, stored).map(seen -> shown(caller, stored, seen.standing())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("assignment-not-found")));
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
                                .map(page ->
                                        page.map(stored -> new Shown(stored, ownClass(caller, interest, stored)))));
    }

    private static Optional<String> ownClass(Caller caller, Interest interest, Stored<Assignment> stored) {
        return caller.is(stored.value().teacherId()) || !(stored.value() instanceof Assignment.Published known)
                ? Optional.empty()
                : known.terms().classIds().stream()
                        .filter(interest.classIds()::contains)
                        .findFirst();
    }
}
