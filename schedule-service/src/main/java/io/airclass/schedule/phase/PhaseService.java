package io.airclass.schedule.phase;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.schedule.access.OrgTreeService;
import io.airclass.schedule.catalogue.ScopeService;
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
    private final PhaseSetRepository sets;
    private final ChecklistRepository checklists;
    private final ScopeService scope;
    private final OrgTreeService tree;
    private final ZoneId zone;

    PhaseService(
            PhaseSetRepository sets,
            ChecklistRepository checklists,
            ScopeService scope,
            OrgTreeService tree,
            AirclassSettings settings) {
        this.sets = sets;
        this.checklists = checklists;
        this.scope = scope;
        this.tree = tree;
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
        return school(caller, schoolId).flatMap(school -> holding(school.within(), stage)
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Refused.mono(Rejection.notFound("phases-not-found")))
                .flatMap(set ->
                        follow(school, stage, Optional.of(set)).map(checklist -> new Shown(set, checklist.value()))));
    }

    private Mono<Stored<Checklist>> follow(Org school, Stage stage, Optional<PhaseSet> holding) {
        return checklists.change(
                PhaseRules.checklistId(school.id(), stage),
                PhaseRules.empty(school.id(), school.within(), stage),
                current -> PhaseRules.follow(current.value(), school.within(), holding));
    }

    Mono<Shown> tick(Caller caller, String schoolId, Stage stage, String item, boolean done, Instant at) {
        return school(caller, schoolId)
                .filter(school -> PhaseRules.mayTick(caller, school.within()))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("forbidden")))
                .flatMap(school -> holding(school.within(), stage)
                        .flatMap(Mono::justOrEmpty)
                        .switchIfEmpty(Refused.mono(Rejection.notFound("phases-not-found")))
                        .flatMap(set -> checklists
                                .change(
                                        PhaseRules.checklistId(schoolId, stage),
                                        PhaseRules.empty(schoolId, school.within(), stage),
                                        current -> PhaseRules.tick(
                                                current.value(),
                                                school.within(),
                                                set,
                                                item,
                                                done,
                                                caller.personId(),
                                                at,
                                                zone))
                                .map(checklist -> new Shown(set, checklist.value()))));
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
                .concatMap(school -> holding(school.within(), saved.stage())
                        .flatMap(holding -> follow(school, saved.stage(), holding)))
                .then();
    }

    /**
     * A school came, moved, has other stages or is no more: its checklists follow the phases that hold where it is now, or none. Told of again,
     * nothing changes.
     */
    Mono<Void> changed(OrgChangedV1 org) {
        return switch (org.type()) {
            case SCHOOL, TEACHING_POINT ->
                Flux.fromArray(Stage.values())
                        .concatMap(stage -> holding(org, stage).flatMap(holding -> follow(org, stage, holding)))
                        .then();
            default -> Mono.empty();
        };
    }

    private Mono<Optional<PhaseSet>> holding(OrgChangedV1 school, Stage stage) {
        return school.deleted() || !school.stages().contains(stage)
                ? Mono.just(Optional.empty())
                : holding(school.within(), stage);
    }

    /** Nothing is made for a school for which no phases hold. */
    private Mono<Stored<Checklist>> follow(OrgChangedV1 school, Stage stage, Optional<PhaseSet> holding) {
        var id = PhaseRules.checklistId(school.orgId(), stage);
        return holding.isEmpty()
                ? checklists.change(id, current -> PhaseRules.follow(current.value(), school.within(), holding))
                : checklists.change(
                        id,
                        PhaseRules.empty(school.orgId(), school.within(), stage),
                        current -> PhaseRules.follow(current.value(), school.within(), holding));
    }
}
