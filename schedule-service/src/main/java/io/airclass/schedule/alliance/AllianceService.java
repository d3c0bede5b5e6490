package io.airclass.schedule.alliance;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.alliance.Alliance.Departure;
import io.airclass.schedule.alliance.AllianceRules.Asked;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Keeps alliances, and says which schools are in one. */
@Service
public class AllianceService {
    private static final long HELD_MAX = 1_000;
    private static final Set<Role> STAFF = Set.of(
            Role.TEACHER,
            Role.HEAD_TEACHER,
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);

    private final AllianceRepository alliances;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;
    private final Held<Stored<Alliance>> held = Held.briefly(HELD_MAX);

    AllianceService(AllianceRepository alliances, RosterView roster, AirclassSettings settings, Clock clock) {
        this.alliances = alliances;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Which schools of an alliance have to do with it. */
    public record Members(
            List<String> liveSchoolIds, List<String> receivingSchoolIds, List<Departure> departures, boolean closed) {}

    /** Who is in an alliance, as at most three seconds ago; empty where there is none. */
    public Mono<Members> members(String id) {
        return held.get(id, alliances::find).map(AllianceService::members);
    }

    /** Who is in an alliance now: what decides on a write. */
    public Mono<Members> membersNow(String id) {
        return alliances.find(id).map(AllianceService::members);
    }

    private static Members members(Stored<Alliance> found) {
        return new Members(
                found.value().liveSchoolIds(),
                found.value().receivingSchoolIds(),
                found.value().departures(),
                found.value().closed());
    }

    Mono<Put<Alliance>> put(Caller caller, String id, Optional<Long> expectedVersion, Asked asked) {
        return org(caller, asked.orgId())
                .flatMap(org -> caller.reaches(AllianceRules.LEADERS, org.within())
                        ? Mono.just(org)
                        : Refused.<Org>mono(Rejection.forbidden("forbidden")))
                .flatMap(org -> roster.orgs(ids(asked)).flatMap(orgs -> AllianceRules.refusal(asked, orgs)
                        .map(Refused::<Put<Alliance>>mono)
                        .orElseGet(() -> alliances.put(
                                id,
                                expectedVersion,
                                current -> AllianceRules.put(
                                        current.map(Stored::value),
                                        asked,
                                        org.within(),
                                        caller.personId(),
                                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                                        LocalDate.ofInstant(clock.instant(), zone))))))
                .doOnNext(_ -> held.forget(id));
    }

    private static Set<String> ids(Asked asked) {
        return Stream.of(asked.liveSchoolIds(), asked.receivingSchoolIds(), List.of(asked.orgId()))
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    Mono<Stored<Alliance>> read(Caller caller, String id) {
        return alliances
                .find(id)
                .filter(found -> AllianceRules.concerns(caller, found.value(), STAFF))
                .switchIfEmpty(Refused.mono(Rejection.notFound("alliance-not-found")));
    }

    /** What a school or bureau has to do with an alliance. */
    enum Side {
        LEADS,
        GIVES,
        RECEIVES
    }

    Mono<Page<Stored<Alliance>>> of(Caller caller, String orgId, Side side, PageRequest page) {
        return org(caller, orgId).flatMap(_ -> switch (side) {
            case LEADS -> alliances.ofBureau(orgId, page);
            case GIVES -> alliances.live(orgId, page);
            case RECEIVES -> alliances.receiving(orgId, page);
        });
    }

    private Mono<Org> org(Caller caller, String orgId) {
        return roster.org(orgId)
                .filter(org -> AccessRules.mayReadSchool(caller, org.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")));
    }
}
