package io.airclass.schedule.filing;

import io.airclass.contracts.schedule.FilingKind;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.OrgTreeService;
import io.airclass.schedule.filing.Filing.Place;
import io.airclass.schedule.filing.FilingCall.Open;
import io.airclass.schedule.filing.FilingCall.Terms;
import io.airclass.schedule.filing.LayoutRules.Layout;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lays out who is to file for a call: a document for each filing that is awaited, and a tally for each bureau above. Repeating it changes nothing. */
@Service
class LayoutService {
    private static final int BULK_MAX = 100;

    private final RosterView roster;
    private final OrgTreeService tree;
    private final FilingRepository filings;
    private final TallyRepository tallies;
    private final FilingCallRepository calls;
    private final FollowService follow;
    private final ZoneId zone;

    LayoutService(
            RosterView roster,
            OrgTreeService tree,
            FilingRepository filings,
            TallyRepository tallies,
            FilingCallRepository calls,
            FollowService follow,
            AirclassSettings settings) {
        this.roster = roster;
        this.tree = tree;
        this.filings = filings;
        this.tallies = tallies;
        this.calls = calls;
        this.follow = follow;
        this.zone = settings.timeZone();
    }

    /** Lays out what is due of a call, and sees to the next week. */
    Mono<Void> layOut(Stored<FilingCall> claimed) {
        return claimed.value() instanceof Open open
                ? lay(claimed.id(), open.terms(), open.nextWeek())
                        .then(Mono.defer(() -> calls.save(claimed, CallRules.laidOut(open, zone))))
                        .then()
                : Mono.empty();
    }

    private Mono<Void> lay(String callId, Terms terms, LocalDate week) {
        return tree.from(terms.orgId()).collectList().flatMap(orgs -> Flux.fromIterable(orgs)
                .filter(OrgTreeService::isSchool)
                .filterWhen(school -> concerns(terms, school))
                .map(Org::id)
                .collect(Collectors.toSet())
                .flatMap(concerned -> write(LayoutRules.lay(callId, terms, week, orgs, concerned, zone))));
    }

    private Mono<Void> write(Layout layout) {
        return Flux.fromIterable(layout.tallies())
                .buffer(BULK_MAX)
                .concatMap(tallies::lay)
                .thenMany(Flux.fromIterable(layout.places()))
                .map(LayoutService::first)
                .buffer(BULK_MAX)
                .concatMap(filings::lay)
                .thenMany(Flux.fromIterable(layout.tallies()))
                .concatMap(tally -> follow.recount(LayoutRules.idOf(tally)))
                .then();
    }

    private static Change<Filing> first(Place place) {
        var id = LayoutRules.idOf(place);
        return new Change<>(id, 0, FilingRules.awaited(place), List.of(FilingRules.told(id, place)));
    }

    private Mono<Boolean> concerns(Terms terms, Org school) {
        return terms.kind() == FilingKind.PLAN
                ? Mono.just(CallRules.concerns(terms, school))
                : roster.classesIn(school.id())
                        .map(classes -> classes.stream().anyMatch(one -> CallRules.concerns(terms, one)));
    }

    /** What lies below a school files with it: its classes are in the school's filing. */
    private static boolean isBelowSchool(Org org, Map<String, Org> above) {
        return above.values().stream().anyMatch(one -> !one.id().equals(org.id()) && OrgTreeService.isSchool(one));
    }

    /** Lays out the filing of one who was not there when the others' were; nothing happens where the call is not about such. */
    Mono<Void> layOutOne(FilingId id, FilingCall call, Org org) {
        var terms = call.terms();
        var week = id.week().orElse(null);
        boolean called = terms.kind() == FilingKind.TIMETABLES
                ? week != null && CallRules.isCalled(call, week)
                : id.part() == null && call instanceof Open;
        int depth = org.within().indexOf(terms.orgId());
        if (!called || depth < 0) {
            return Mono.empty();
        }
        return Mono.zip(
                        roster.orgs(org.within().subList(depth, org.within().size())),
                        OrgTreeService.isSchool(org) ? concerns(terms, org) : Mono.just(true))
                .filter(found -> found.getT1().containsKey(terms.orgId()) && !isBelowSchool(org, found.getT1()))
                .map(found -> LayoutRules.lay(
                        id.callId(),
                        terms,
                        week,
                        found.getT1().values(),
                        found.getT2() ? Set.of(org.id()) : Set.of(),
                        zone))
                .filter(layout -> layout.places().stream()
                        .anyMatch(place -> LayoutRules.idOf(place).equals(id.toString())))
                .flatMap(this::write);
    }
}
