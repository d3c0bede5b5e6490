package io.airclass.schedule.phase;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.OrgTreeService;
import io.airclass.schedule.catalogue.ScopeService;
import io.airclass.schedule.phase.PhaseRules.School;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sets and reads phases, and keeps the checklists. */
@Service
class PhaseService {
    private static final Rejection NO_PHASES = Rejection.notFound("phases-not-found");

    private final PhaseSetRepository sets;
    private final ChecklistRepository checklists;
    private final ScopeService scope;
    private final OrgTreeService tree;
    private final RosterView roster;
    private final ZoneId zone;

    PhaseService(
            PhaseSetRepository sets,
            ChecklistRepository checklists,
            ScopeService scope,
            OrgTreeService tree,
            RosterView roster,
            AirclassSettings settings) {
        this.sets = sets;
        this.checklists = checklists;
        this.scope = scope;
        this.tree = tree;
        this.roster = roster;
        this.zone = settings.timeZone();
    }

    /** The phases that hold for an organisation, of each stage that has some. */
    Mono<List<PhaseSet>> of(Caller caller, String orgId) {
        return Mono.zip(scope.org(orgId), scope.reached(caller))
                .filter(found -> PhaseRules.mayRead(caller, found.getT1().within(), found.getT2()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")))
                .flatMap(found -> holding(found.getT1().within(), List.of(Stage.values())));
    }

    private Mono<List<PhaseSet>> holding(List<String> within, Collection<Stage> stages) {
        var ids = stages.stream()
                .flatMap(stage -> within.stream().map(org -> PhaseRules.setId(org, stage)))
                .toList();
        return sets.findAll(ids).map(found -> stages.stream()
                .flatMap(stage -> PhaseRules.nearest(within, stage, Stored.values(found)).stream())
                .toList());
    }

    private Mono<Optional<PhaseSet>> holding(List<String> within, Stage stage) {
        return holding(within, List.of(stage)).map(found -> found.stream().findFirst());
    }

    Mono<PhaseSet> save(
            Caller caller, String orgId, Stage stage, Optional<Long> expected, List<Phase> phases, Instant at) {
        return Mono.zip(scope.org(orgId), scope.reached(caller))
                .filter(found -> PhaseRules.mayRead(caller, found.getT1().within(), found.getT2()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")))
                .map(found -> found.getT1())
                .filter(org -> PhaseRules.maySet(caller, org.within()) && !OrgTreeService.isSchool(org))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(org -> sets.save(
                        PhaseRules.setId(orgId, stage),
                        current -> PhaseRules.save(
                                current, expected, orgId, org.within(), stage, phases, caller.personId(), at)));
    }

    /** The checklist of a school, as it stands under the phases that hold. */
    record Shown(PhaseSet set, Checklist checklist) {}

    Mono<Shown> checklist(Caller caller, String schoolId, Stage stage) {
        return school(caller, schoolId).flatMap(org -> shown(settle(heard(org, stage), stage, PhaseRules::follow)));
    }

    /** What becomes of a checklist where its school is, under the phases that hold there. */
    @FunctionalInterface
    private interface Step {
        Decision<Checklist> decide(Checklist current, School school, Optional<PhaseSet> holding);
    }

    /** @param holding empty where no phases hold any more */
    private record Settled(Optional<PhaseSet> holding, Checklist checklist) {}

    /**
     * Changes a checklist where the school is, as it or the caller has heard last, under the phases that hold there when it is written: a move and
     * a set that is saved at the same time both find the other one's write, or are found by it. Empty where there is none, nor phases for one.
     */
    private Mono<Settled> settle(School heard, Stage stage, Step step) {
        return settle(heard, stage, step, 1);
    }

    private Mono<Settled> settle(School heard, Stage stage, Step step, int round) {
        var again = Mono.defer(() -> round < AggregateStore.CHANGE_ATTEMPTS_MAX
                ? settle(heard, stage, step, round + 1)
                : Refused.<Settled>mono(PhaseRules.BUSY));
        var id = PhaseRules.checklistId(heard.id(), stage);
        return checklists
                .find(id)
                .map(Stored::value)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(there -> {
                    var school = PhaseRules.newer(there, heard);
                    return holding(school, stage)
                            .filter(holding -> there.isPresent() || holding.isPresent())
                            .flatMap(holding -> checklists
                                    .change(
                                            id,
                                            PhaseRules.empty(school, stage),
                                            current -> step.decide(current.value(), school, holding))
                                    .flatMap(written -> holding(school, stage)
                                            .flatMap(still -> still.equals(holding)
                                                    ? Mono.just(new Settled(holding, written.value()))
                                                    : again)));
                })
                .onErrorResume(PhaseService::isBusy, _ -> again);
    }

    private static boolean isBusy(Throwable thrown) {
        return thrown instanceof Refused refused && refused.rejection().slug().equals(PhaseRules.BUSY.slug());
    }

    private Mono<Optional<PhaseSet>> holding(School school, Stage stage) {
        return school.open() ? holding(school.within(), stage) : Mono.just(Optional.empty());
    }

    private static School heard(Org org, Stage stage) {
        return new School(
                org.id(),
                org.within(),
                org.sequence(),
                !org.deleted() && org.stages().contains(stage));
    }

    private static Mono<Shown> shown(Mono<Settled> settled) {
        return settled.flatMap(found -> Mono.justOrEmpty(found.holding().map(set -> new Shown(set, found.checklist()))))
                .switchIfEmpty(Refused.mono(NO_PHASES));
    }

    Mono<Shown> tick(Caller caller, String schoolId, Stage stage, String item, boolean done, Instant at) {
        return school(caller, schoolId)
                .filter(school -> PhaseRules.mayTick(caller, school.within()))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(org -> shown(settle(
                        heard(org, stage),
                        stage,
                        (current, school, holding) -> holding.isEmpty()
                                ? Decision.rejected(NO_PHASES)
                                : PhaseRules.tick(
                                        current, school, holding.get(), item, done, caller.personId(), at, zone))));
    }

    private Mono<Org> school(Caller caller, String schoolId) {
        return scope.org(schoolId)
                .filter(org -> OrgTreeService.isSchool(org) && PhaseRules.maySeeChecklist(caller, org.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("school-not-found")));
    }

    /**
     * How the schools below stand with the phases that hold for an organisation itself; those for which a nearer one set phases are not
     * among them.
     *
     * @param done how many have an item done, by item
     */
    record Overview(PhaseSet set, long schools, Map<String, Long> done, Page<Stored<Checklist>> rows) {}

    Mono<Overview> overview(Caller caller, String orgId, Stage stage, PageRequest page) {
        return scope.org(orgId)
                .filter(org -> PhaseRules.maySeeChecklist(caller, org.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")))
                .flatMap(org -> holding(org.within(), stage).flatMap(Mono::justOrEmpty))
                .switchIfEmpty(Refused.mono(Rejection.notFound("phases-not-found")))
                .flatMap(set -> {
                    var setId = PhaseRules.setId(set.orgId(), stage);
                    return Mono.zip(
                                    checklists.schools(setId, orgId),
                                    checklists.done(setId, orgId),
                                    checklists.of(setId, orgId, page))
                            .map(found -> new Overview(set, found.getT1(), found.getT2(), found.getT3()));
                });
    }

    /** Has the checklists of all schools below follow a set that was saved; repeating it changes nothing. */
    Mono<Void> layOut(PhaseSet saved) {
        return tree.from(saved.orgId())
                .filter(org -> OrgTreeService.isSchool(org)
                        && !org.deleted()
                        && org.stages().contains(saved.stage()))
                .concatMap(school -> settle(heard(school, saved.stage()), saved.stage(), PhaseRules::follow))
                .then();
    }

    /**
     * A school came, moved, has other stages or is no more: its checklists follow the phases that hold where it is now, or none. Told of again,
     * nothing changes. The view of the roster is told first, so that whoever lays out phases from now on finds the school where it is.
     *
     * @param sequence of the event
     */
    Mono<Void> changed(OrgChangedV1 org, long sequence) {
        return switch (org.type()) {
            case SCHOOL, TEACHING_POINT ->
                roster.apply(org, sequence)
                        .thenMany(Flux.fromArray(Stage.values()))
                        .concatMap(stage -> settle(heard(org, sequence, stage), stage, PhaseRules::follow))
                        .then();
            default -> Mono.empty();
        };
    }

    private static School heard(OrgChangedV1 org, long sequence, Stage stage) {
        return new School(
                org.orgId(),
                org.within(),
                sequence,
                !org.deleted() && org.stages().contains(stage));
    }
}
