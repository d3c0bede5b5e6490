package io.airclass.roster.policy;

import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.Rule;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.org.Org;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Which rules an organisation may state for itself, and how it ends them. */
final class RuleBookRules {
    /** All of them are one document; those that ended stay. */
    static final int RULES_MAX = 100;

    private RuleBookRules() {}

    /**
     * One more rule.
     *
     * @param place of the organisation
     * @param above the shipped rules and those of the organisations above
     * @param today at the place
     */
    static Decision<RuleBook> state(
            Caller caller,
            Stored<Org> org,
            Place place,
            Policies above,
            Optional<Stored<RuleBook>> current,
            StatedRule stated,
            LocalDate today) {
        var book = current.map(Stored::value).orElse(RuleBook.EMPTY);
        var repeated = book.find(stated.id());
        if (repeated.isPresent()) {
            return repeated.get().request().equals(stated.request())
                    ? Decision.unchanged(book)
                    : Decision.rejected(Rejection.ruleBroken("idempotency-key-reused"));
        }
        if (org.value().isSchool()) {
            return Decision.rejected(Rejection.ruleBroken("rule-not-for-schools"));
        }
        if (!stated.from().isAfter(today)) {
            return Decision.rejected(Rejection.ruleBroken("rule-from-too-early").with("today", today));
        }
        if (book.rules().size() >= RULES_MAX) {
            return Decision.rejected(Rejection.conflict("rules-full").with("max", RULES_MAX));
        }
        var within = org.value().within();
        var rule = stated.local(within).rule();
        var stricter = above.plus(book.rules(within)).stricterThan(place, rule);
        return stricter.isPresent()
                ? Decision.rejected(looser(rule, stricter.get()))
                : Decision.accepted(
                        book.with(stated), stated.changed(within), audit(caller, org, "rule-stated", stated));
    }

    private static Rejection looser(Rule rule, Rule stricter) {
        return Rejection.ruleBroken("rule-looser")
                .with("rule", stricter.id())
                .with("kind", stricter.kind().key())
                .with("value", rule.limit().json())
                .with("limit", stricter.limit().json())
                .with("unit", stricter.kind().unit().name())
                .with("cite", stricter.cite());
    }

    /**
     * The rule holds up to a day and no longer, or never where that day lies before its first.
     *
     * @param expected the version of the book that the officer saw
     * @param today at the place; it is not over, so a rule that holds today holds until its end
     */
    static Decision<RuleBook> end(
            Caller caller,
            Stored<Org> org,
            Stored<RuleBook> current,
            long expected,
            String ruleId,
            LocalDate until,
            LocalDate today) {
        var found = current.value().find(ruleId);
        if (found.isEmpty()) {
            return Decision.rejected(Rejection.notFound("not-found"));
        }
        var rule = found.get();
        var ended = rule.endedOn(until);
        if (ended.equals(rule)) {
            return Decision.unchanged(current.value());
        }
        if (current.version() != expected) {
            return Decision.rejected(Rejection.stale("stale-version"));
        }
        boolean longer = rule.until() != null && until.isAfter(rule.until());
        if (rule.withdrawn() || longer || until.isBefore(today)) {
            return Decision.rejected(
                    Rejection.ruleBroken("rule-until-out-of-range").with("today", today));
        }
        return Decision.accepted(
                current.value().replacing(ended),
                ended.changed(org.value().within()),
                audit(caller, org, ended.withdrawn() ? "rule-withdrawn" : "rule-ended", ended));
    }

    private static AuditRecordedV1 audit(Caller caller, Stored<Org> org, String action, StatedRule rule) {
        return Audit.ofOrg(
                caller,
                action,
                org.value().within(),
                Map.of(
                        "rule", rule.id(),
                        "kind", rule.kind(),
                        "limit", String.join(", ", rule.limit()),
                        "from", rule.from().toString(),
                        "until", rule.until() == null ? "" : rule.until().toString()));
    }
}
