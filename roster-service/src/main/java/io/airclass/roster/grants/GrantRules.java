package io.airclass.roster.grants;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.org.Org;
import io.airclass.roster.people.IssuedGrant;
import io.airclass.roster.people.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may give which role where, and for how long.
 *
 * <table>
 * <caption>Giving a role</caption>
 * <tr><th>Role</th><th>at</th><th>by</th></tr>
 * <tr><td>PLATFORM_ADMINISTRATOR</td><td>the root</td><td>a platform administrator</td></tr>
 * <tr><td>ORG_ADMINISTRATOR</td><td>a bureau</td><td>an ORG_ADMINISTRATOR of a level above it (逐级下发), or a platform administrator</td></tr>
 * <tr><td>TEACHING_OFFICER, TECHNICAL_OFFICER, SUPERVISION_OFFICER, RESEARCHER, VENDOR_ENGINEER</td><td>a bureau</td><td>an ORG_ADMINISTRATOR of it or above it</td></tr>
 * <tr><td>PRINCIPAL (also for a deputy principal)</td><td>a school</td><td>an ORG_ADMINISTRATOR above it</td></tr>
 * <tr><td>SCHOOL_ADMINISTRATOR, TECHNICAL_OFFICER (信息化负责人), VENDOR_ENGINEER</td><td>a school</td><td>its principal, or an ORG_ADMINISTRATOR above it</td></tr>
 * <tr><td>STUDENT, GUARDIAN, TEACHER, HEAD_TEACHER</td><td></td><td>nobody: they come with the roster</td></tr>
 * </table>
 */
final class GrantRules {
    static final Duration AGE_MAX = Duration.ofDays(3 * 366);
    static final Duration VENDOR_AGE_MAX = Duration.ofDays(90);
    static final int STANDING_MAX = 50;
    static final int ENDED_KEPT_MAX = 100;
    /** A phone's clock may be behind ours by as much. */
    private static final Duration PAST_MAX = Duration.ofMinutes(5);

    private GrantRules() {}

    /** Whether the role is one for such an organisation; the root, which may not have been imported, takes those of a bureau. */
    static boolean fits(Role role, String orgId, boolean school) {
        return switch (role) {
            case STUDENT, GUARDIAN, TEACHER, HEAD_TEACHER -> false;
            case PLATFORM_ADMINISTRATOR -> orgId.equals(Org.ROOT);
            case PRINCIPAL, SCHOOL_ADMINISTRATOR -> school;
            case ORG_ADMINISTRATOR, TEACHING_OFFICER, SUPERVISION_OFFICER, RESEARCHER -> !school;
            case TECHNICAL_OFFICER, VENDOR_ENGINEER -> true;
        };
    }

    /** Whether the caller may give, and take away, that role at the organisation that {@code within} ends with. */
    static boolean mayGive(Caller caller, Role role, List<String> within, boolean school) {
        List<String> above = within.subList(0, within.size() - 1);
        return switch (role) {
            case STUDENT, GUARDIAN, TEACHER, HEAD_TEACHER -> false;
            case PLATFORM_ADMINISTRATOR -> caller.has(Role.PLATFORM_ADMINISTRATOR, List.of(Org.ROOT));
            case ORG_ADMINISTRATOR ->
                caller.has(Role.ORG_ADMINISTRATOR, above) || caller.has(Role.PLATFORM_ADMINISTRATOR, within);
            case PRINCIPAL -> caller.has(Role.ORG_ADMINISTRATOR, above);
            case SCHOOL_ADMINISTRATOR ->
                caller.has(Role.ORG_ADMINISTRATOR, above) || caller.has(Role.PRINCIPAL, within);
            case TEACHING_OFFICER, SUPERVISION_OFFICER, RESEARCHER -> caller.has(Role.ORG_ADMINISTRATOR, within);
            case TECHNICAL_OFFICER, VENDOR_ENGINEER ->
                caller.has(Role.ORG_ADMINISTRATOR, within) || school && caller.has(Role.PRINCIPAL, within);
        };
    }

    /**
     * @param grantId which a repeat of the request has again
     * @param within of the organisation where the grant is to hold
     */
    static Decision<Person> give(
            Person person,
            String personId,
            Caller caller,
            String grantId,
            NewGrant asked,
            List<String> within,
            boolean school,
            Instant at) {
        Instant from = asked.from() == null || asked.from().isBefore(at) ? at : asked.from();
        var known = find(person, grantId);
        if (known.isPresent()) {
            return isRepeat(known.get(), asked)
                    ? Decision.unchanged(person)
                    : Decision.rejected(Rejection.ruleBroken("idempotency-key-reused"));
        }
        var refusal = refusal(person, personId, caller, asked, within, school, from, at);
        if (refusal.isPresent()) {
            return Decision.rejected(refusal.get());
        }
        var grant = new IssuedGrant(
                grantId,
                asked.role(),
                asked.org(),
                from,
                asked.until(),
                caller.personId(),
                at,
                asked.reason(),
                null,
                null,
                null);
        var all = new ArrayList<>(person.issued());
        all.add(grant);
        Person next = person.issued(pruned(all, at));
        var facts = Map.of(
                "grant",
                grantId,
                "role",
                asked.role().name(),
                "org",
                asked.org(),
                "from",
                from.toString(),
                "until",
                asked.until().toString());
        return Decision.accepted(
                next, next.changed(personId), Audit.ofPerson(caller, "grant-issued", personId, within, facts));
    }

    private static boolean isRepeat(IssuedGrant known, NewGrant asked) {
        return known.role() == asked.role()
                && known.org().equals(asked.org())
                && asked.until().equals(known.until())
                && known.reason().equals(asked.reason());
    }

    private static Optional<Rejection> refusal(
            Person person,
            String personId,
            Caller caller,
            NewGrant asked,
            List<String> within,
            boolean school,
            Instant from,
            Instant at) {
        Duration longest = asked.role() == Role.VENDOR_ENGINEER ? VENDOR_AGE_MAX : AGE_MAX;
        if (!fits(asked.role(), asked.org(), school)) {
            return Optional.of(Rejection.ruleBroken("grant-role-unfit")
                    .with("role", asked.role().name())
                    .with("org", asked.org()));
        }
        if (!mayGive(caller, asked.role(), within, school)) {
            return Optional.of(Rejection.forbidden("grant-not-yours")
                    .with("role", asked.role().name())
                    .with("org", asked.org()));
        }
        if (caller.is(personId)) {
            return Optional.of(Rejection.forbidden("grant-to-self"));
        }
        if (asked.from() != null && asked.from().isBefore(at.minus(PAST_MAX)) || !from.isBefore(asked.until())) {
            return Optional.of(Rejection.ruleBroken("grant-times-unfit"));
        }
        if (asked.until().isAfter(from.plus(longest))) {
            return Optional.of(Rejection.ruleBroken("grant-too-long")
                    .with("role", asked.role().name())
                    .with("daysMax", longest.toDays()));
        }
        if (person.issued().stream().filter(grant -> isStanding(grant, at)).count() >= STANDING_MAX) {
            return Optional.of(Rejection.ruleBroken("grants-too-many").with("max", STANDING_MAX));
        }
        return Optional.empty();
    }

    /** Takes a grant away; one that has ended stays as it is. */
    static Decision<Person> end(
            Person person,
            String personId,
            Caller caller,
            String grantId,
            String reason,
            List<String> within,
            boolean school,
            Instant at) {
        var known = find(person, grantId);
        if (known.isEmpty()) {
            return Decision.rejected(Rejection.notFound("not-found"));
        }
        IssuedGrant grant = known.get();
        if (!mayGive(caller, grant.role(), within, school)) {
            return Decision.rejected(Rejection.forbidden("grant-not-yours")
                    .with("role", grant.role().name())
                    .with("org", grant.org()));
        }
        if (!isStanding(grant, at)) {
            return Decision.unchanged(person);
        }
        Person next = person.issued(person.issued().stream()
                .map(one -> one.id().equals(grantId) ? one.ended(caller.personId(), at, reason) : one)
                .toList());
        var facts = Map.of("grant", grantId, "role", grant.role().name(), "org", grant.org());
        return Decision.accepted(
                next, next.changed(personId), Audit.ofPerson(caller, "grant-ended", personId, within, facts));
    }

    static Optional<IssuedGrant> find(Person person, String grantId) {
        return person.issued().stream()
                .filter(grant -> grant.id().equals(grantId))
                .findFirst();
    }

    /** Holds or will hold. */
    private static boolean isStanding(IssuedGrant grant, Instant at) {
        return grant.end() == null || grant.end().isAfter(at);
    }

    /** Of those that ended, the last are kept here; the audit has them all. */
    private static List<IssuedGrant> pruned(List<IssuedGrant> all, Instant at) {
        var dropped = all.stream()
                .filter(grant -> !isStanding(grant, at))
                .sorted(Comparator.comparing(IssuedGrant::end).reversed())
                .skip(ENDED_KEPT_MAX)
                .toList();
        return all.stream().filter(grant -> !dropped.contains(grant)).toList();
    }
}
