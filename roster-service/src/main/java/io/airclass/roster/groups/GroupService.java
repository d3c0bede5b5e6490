package io.airclass.roster.groups;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.grants.CarriedGrantService;
import io.airclass.roster.grants.CarriedGrantService.Carried;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Composing groups, and carrying what they stand for over to the people. */
@Service
class GroupService {
    private static final Logger log = LoggerFactory.getLogger(GroupService.class);

    /** So much time has the request itself before the sweep takes over. */
    private static final Duration OWN_TIME = Duration.ofSeconds(5);

    private static final int SWEEP_MAX = 50;

    private final GroupRepository groups;
    private final CarriedGrantService grants;
    private final OrgService orgs;
    private final PersonRepository people;
    private final Clock clock;

    GroupService(
            GroupRepository groups, CarriedGrantService grants, OrgService orgs, PersonRepository people, Clock clock) {
        this.groups = groups;
        this.grants = grants;
        this.orgs = orgs;
        this.people = people;
        this.clock = clock;
    }

    /** The groups of an organisation with the names of their members. */
    record Read(List<Group> groups, Map<String, String> names) {}

    /** What an officer asks for. */
    record Joining(String personId, GroupFunction function, Instant until, String reason) {}

    Mono<Member> join(Caller caller, String orgId, GroupKind kind, Joining asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var member = new Member(
                asked.personId(), asked.function(), Ids.next(), asked.until(), asked.reason(), caller.personId(), now);
        return composable(caller, orgId)
                .flatMap(within -> grants.check(caller, carried(orgId, kind, member))
                        .then(Mono.defer(() ->
                                groups.change(orgId, kind, known -> GroupRules.join(known, caller, within, member)))))
                .flatMap(stored -> carryOver(stored.value()).thenReturn(stored))
                .map(stored -> stored.value().member(asked.personId()).orElse(member));
    }

    Mono<Void> leave(Caller caller, String orgId, GroupKind kind, String personId) {
        return composable(caller, orgId)
                .flatMap(within -> groups.change(
                        orgId,
                        kind,
                        known -> GroupRules.leave(
                                known, caller, within, personId, clock.instant().truncatedTo(ChronoUnit.MILLIS))))
                .flatMap(stored -> carryOver(stored.value()));
    }

    Mono<Read> read(Caller caller, String orgId) {
        return orgs.within(caller, orgId)
                .flatMap(within -> GroupRules.mayRead(caller, within)
                        ? groups.ofOrg(orgId)
                                .map(Stored::value)
                                .sort(Comparator.comparing(Group::kind))
                                .collectList()
                        : Refused.mono(Rejection.forbidden("groups-forbidden")))
                .flatMap(found -> people.findAll(found.stream()
                                .flatMap(group -> group.members().stream())
                                .map(Member::personId)
                                .toList())
                        .collectMap(Stored::id, (Stored<Person> person) -> person.value()
                                .name())
                        .map(names -> new Read(found, names)));
    }

    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> groups.due(clock.instant().minus(OWN_TIME), SWEEP_MAX)
                        .concatMap(due -> carryOver(due.value()))
                        .then())
                .onErrorResume(thrown -> {
                    log.warn("Permissions of groups were not carried over and will be, soon", thrown);
                    return Mono.empty();
                });
    }

    /** Each task in its order; one that was carried over, and not struck off, is carried over once more and changes nothing. */
    Mono<Void> carryOver(Group group) {
        return Flux.fromIterable(group.tasks())
                .concatMap(task -> carryOver(group.orgId(), group.kind(), task))
                .then();
    }

    private Mono<Void> carryOver(String orgId, GroupKind kind, Task task) {
        var grant = new Carried(
                task.personId(), task.grantId(), kind.role(), orgId, task.until(), task.reason(), task.by());
        Mono<Void> write = task.give() ? grants.give(grant) : grants.end(grant);
        return write.thenReturn(true)
                .onErrorResume(Refused.class, refused -> {
                    log.warn(
                            "A grant of a group could not be given: {}",
                            refused.rejection().slug());
                    return Mono.just(false);
                })
                .flatMap(done -> groups.change(
                        orgId,
                        kind,
                        known -> known.tasks().contains(task)
                                ? Decision.accepted(done ? known.done(task) : known.refused(task))
                                : Decision.unchanged(known)))
                .then();
    }

    private static Carried carried(String orgId, GroupKind kind, Member member) {
        return new Carried(
                member.personId(), member.grantId(), kind.role(), orgId, member.until(), member.reason(), member.by());
    }

    private Mono<List<String>> composable(Caller caller, String orgId) {
        return orgs.withinNow(caller, orgId)
                .flatMap(within -> GroupRules.mayCompose(caller, within)
                        ? Mono.just(within)
                        : Refused.mono(Rejection.forbidden("groups-forbidden")));
    }

    /** All kinds, the empty ones too. */
    static Stream<Group> withEmpty(String orgId, List<Group> found) {
        return Stream.of(GroupKind.values()).map(kind -> found.stream()
                .filter(group -> group.kind() == kind)
                .findFirst()
                .orElseGet(() -> Group.empty(orgId, kind)));
    }
}
