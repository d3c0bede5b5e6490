package io.airclass.roster.regime;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Who may decide about a regime, and which decisions there can be. */
public final class RegimeRules {
    /** One decision a month for fifteen years; the whole list is one document and one event. */
    static final int PERIODS_MAX = 200;

    /** How far the officer's clock may be behind ours; such a decision holds from now. */
    static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);

    /** How far ahead a decision may begin. */
    static final Duration AHEAD_MAX = Duration.ofDays(400);

    private static final Set<Role> OFFICERS = EnumSet.of(Role.ORG_ADMINISTRATOR, Role.TEACHING_OFFICER);

    private RegimeRules() {}

    /**
     * Whether the caller decides about rules and regimes of an organisation: an officer of it, or of one above it, that is not a school.
     *
     * @param line the organisation and all above it, as far as they are known
     */
    public static boolean isOfficer(Caller caller, Collection<Stored<Org>> line) {
        var offices = line.stream()
                .filter(org -> !org.value().isSchool())
                .map(Stored::id)
                .toList();
        return caller.reaches(OFFICERS, offices);
    }

    /**
     * One more decision.
     *
     * @param expected the version that the officer saw, 0 for none
     * @param at now
     */
    static Decision<OrgRegimes> decide(
            Caller caller,
            Stored<Org> org,
            Optional<Stored<OrgRegimes>> current,
            long expected,
            RegimeChange change,
            Instant at) {
        var known = current.map(Stored::value).orElse(OrgRegimes.NONE);
        if (isRepeated(caller, known, change)) {
            return Decision.unchanged(known);
        }
        if (current.map(Stored::version).orElse(0L) != expected) {
            return Decision.rejected(Rejection.stale("stale-version"));
        }
        var asked = change.from() == null ? at : change.from();
        if (asked.isBefore(at) && !isOurNow(asked, at) || asked.isAfter(at.plus(AHEAD_MAX))) {
            return Decision.rejected(Rejection.ruleBroken("regime-from-out-of-range")
                    .with("minutesBackMax", CLOCKS_DIFFER_MAX.toMinutes())
                    .with("daysAheadMax", AHEAD_MAX.toDays()));
        }
        var from = asked.isBefore(at) ? at : asked.truncatedTo(ChronoUnit.MILLIS);
        var until = change.until() == null ? null : change.until().truncatedTo(ChronoUnit.MILLIS);
        if (until != null && !until.isAfter(from)) {
            return Decision.rejected(Rejection.ruleBroken("regime-until-too-early"));
        }
        if (known.periods().size() >= PERIODS_MAX) {
            return Decision.rejected(Rejection.conflict("regimes-full").with("max", PERIODS_MAX));
        }
        var periods = new ArrayList<>(known.periods());
        periods.add(new Decided(change.regime(), from, until, change.reason(), caller.personId(), at));
        var next = new OrgRegimes(periods);
        return Decision.accepted(next, next.changed(org.id()), audit(caller, org, periods.getLast()));
    }

    /** The same officer asks again for what was decided last. */
    private static boolean isRepeated(Caller caller, OrgRegimes known, RegimeChange change) {
        if (known.periods().isEmpty()) {
            return false;
        }
        var last = known.periods().getLast();
        return caller.is(last.by())
                && last.regime() == change.regime()
                && last.reason().equals(change.reason())
                && Objects.equals(
                        last.until(),
                        change.until() == null ? null : change.until().truncatedTo(ChronoUnit.MILLIS))
                && (change.from() == null
                        || last.from().equals(change.from().truncatedTo(ChronoUnit.MILLIS))
                        || last.from().equals(last.at()) && isOurNow(change.from(), last.at()));
    }

    /** Whether an officer's clock that said so meant this instant. */
    private static boolean isOurNow(Instant asked, Instant at) {
        return asked.isBefore(at) && !asked.isBefore(at.minus(CLOCKS_DIFFER_MAX));
    }

    private static AuditRecordedV1 audit(Caller caller, Stored<Org> org, Decided decided) {
        return Audit.ofOrg(
                caller,
                "regime-changed",
                org.value().within(),
                Map.of(
                        "regime", decided.regime().name(),
                        "from", decided.from().toString(),
                        "until", Objects.toString(decided.until(), "")));
    }
}
