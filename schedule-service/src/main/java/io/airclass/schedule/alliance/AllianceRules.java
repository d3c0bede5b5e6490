package io.airclass.schedule.alliance;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Org;
import io.airclass.schedule.alliance.Alliance.Departure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an alliance must be, and who has to do with it. */
final class AllianceRules {
    static final int NAME_CHARS_MAX = 40;
    static final int TYPE_CHARS_MAX = 30;
    static final int LIVE_SCHOOLS_MAX = 50;
    static final int RECEIVING_SCHOOLS_MAX = 1_500;
    /** About 150 bytes each. */
    static final int DEPARTURES_MAX = 3_000;

    /** Who says at a bureau who is in. */
    static final Set<Role> LEADERS = Set.of(Role.TEACHING_OFFICER, Role.ORG_ADMINISTRATOR);

    private static final Set<OrgType> SCHOOLS = Set.of(OrgType.SCHOOL, OrgType.TEACHING_POINT);

    private AllianceRules() {}

    /** What an alliance is asked to be. */
    record Asked(
            String orgId,
            String name,
            String type,
            List<String> liveSchoolIds,
            List<String> receivingSchoolIds,
            boolean closed) {}

    /**
     * Why an alliance of a bureau cannot be so, if it cannot: each school is one below it, and none receives from itself alone.
     *
     * @param orgs that are known, by id
     */
    static Optional<Rejection> refusal(Asked asked, Map<String, Org> orgs) {
        var bureau = orgs.get(asked.orgId());
        if (SCHOOLS.contains(bureau.type())) {
            return Optional.of(Rejection.ruleBroken("alliance-led-by-school"));
        }
        return Stream.concat(asked.liveSchoolIds().stream(), asked.receivingSchoolIds().stream())
                .filter(id -> !isSchoolBelow(orgs.get(id), asked.orgId()))
                .findFirst()
                .map(id -> Rejection.ruleBroken("alliance-school-unknown").with("schoolId", id));
    }

    private static boolean isSchoolBelow(Org org, String orgId) {
        return org != null && SCHOOLS.contains(org.type()) && org.within().contains(orgId);
    }

    /**
     * An alliance stays with the bureau that made it; the same again changes nothing. A school that is among the receiving ones no more receives
     * nothing from this day on.
     */
    static Decision<Alliance> put(
            Optional<Alliance> current, Asked asked, List<String> within, String savedBy, Instant at, LocalDate today) {
        if (current.isPresent() && !current.get().orgId().equals(asked.orgId())) {
            return Decision.rejected(Rejection.notFound("alliance-not-found"));
        }
        var departures = deciding(
                Stream.concat(
                                current.stream().flatMap(there -> there.departures().stream()),
                                current.stream()
                                        .flatMap(there -> there.receivingSchoolIds().stream())
                                        .filter(id ->
                                                !asked.receivingSchoolIds().contains(id))
                                        .map(id -> new Departure(id, today, savedBy, at)))
                        .toList(),
                today);
        if (departures.size() > DEPARTURES_MAX) {
            return Decision.rejected(
                    Rejection.conflict("alliance-departures-full").with("max", DEPARTURES_MAX));
        }
        var next = new Alliance(
                asked.orgId(),
                within,
                asked.name(),
                asked.type(),
                asked.liveSchoolIds(),
                asked.receivingSchoolIds(),
                asked.closed(),
                departures,
                savedBy,
                at);
        return current.filter(there -> saysTheSame(there, next)).isPresent()
                ? Decision.unchanged(current.get())
                : Decision.accepted(next);
    }

    /**
     * Those that decide anything yet. A departure ends what its school put in before it. A later departure of the same school ends that as well:
     * then only the days between the two depend on the first, and where there are none, or nobody asks for them any more, nothing does. The last
     * one of a school stays, for what it put in stands as it was written.
     */
    static List<Departure> deciding(List<Departure> departures, LocalDate today) {
        var asked = today.minusDays(Alliance.DAYS_ASKED_FOR);
        return IntStream.range(0, departures.size())
                .filter(i -> {
                    var one = departures.get(i);
                    return departures.subList(i + 1, departures.size()).stream()
                            .filter(later -> later.schoolId().equals(one.schoolId()))
                            .findFirst()
                            .filter(next ->
                                    !next.on().isAfter(one.on()) || !next.on().isAfter(asked))
                            .isEmpty();
                })
                .mapToObj(departures::get)
                .toList();
    }

    private static boolean saysTheSame(Alliance one, Alliance other) {
        return one.name().equals(other.name())
                && one.type().equals(other.type())
                && one.liveSchoolIds().equals(other.liveSchoolIds())
                && one.receivingSchoolIds().equals(other.receivingSchoolIds())
                && one.closed() == other.closed();
    }

    /**
     * Whether somebody of the staff may know of it: of its bureau and above, and of its schools.
     *
     * @param staff roles by which somebody belongs to a school or bureau
     */
    static boolean concerns(Caller caller, Alliance alliance, Set<Role> staff) {
        return caller.reaches(staff, alliance.within())
                || reachesOne(caller, staff, alliance.liveSchoolIds())
                || reachesOne(caller, staff, alliance.receivingSchoolIds());
    }

    private static boolean reachesOne(Caller caller, Set<Role> staff, Collection<String> schoolIds) {
        return caller.reaches(staff, schoolIds);
    }
}
