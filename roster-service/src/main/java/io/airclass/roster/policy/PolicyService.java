package io.airclass.roster.policy;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.policy.Cohort;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Learners;
import io.airclass.policy.RegimeInForce;
import io.airclass.policy.Rule;
import io.airclass.policy.Stage;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import io.airclass.roster.classes.ClassService;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.org.OrgService;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Tells which rules are in force, and answers "may I?" as the services do. */
@Service
class PolicyService {
    private final OrgService orgs;
    private final ClassService classes;
    private final SurroundingsService surroundings;
    private final ZoneId zone;
    private final Clock clock;

    PolicyService(
            OrgService orgs,
            ClassService classes,
            SurroundingsService surroundings,
            AirclassSettings settings,
            Clock clock) {
        this.orgs = orgs;
        this.classes = classes;
        this.surroundings = surroundings;
        this.zone = settings.timeZone();
        this.clock = clock;
    }

    /** Where and about whom is asked; the grade and stage of a class are its own. */
    sealed interface Subject {
        record OfOrg(String orgId, Optional<Integer> grade, Optional<Stage> stage) implements Subject {}

        record OfClass(String classId) implements Subject {}
    }

    /**
     * The rules in force.
     *
     * @param cohort empty where several are meant; then no single rule decides
     */
    record Listed(
            String orgId,
            LocalDate day,
            RegimeInForce regime,
            Optional<Cohort> cohort,
            List<Rule> rules,
            Set<String> deciding) {}

    /** The answer to one question. */
    record Answered(
            Instant at, LocalDate day, RegimeInForce regime, Cohort cohort, Kind kind, Value value, Verdict verdict) {}

    Mono<Listed> list(
            Caller caller, String orgId, Optional<Integer> grade, Optional<Stage> stage, Optional<Instant> asked) {
        var at = asked.orElseGet(clock::instant);
        var day = LocalDate.ofInstant(at, zone);
        if (grade.isEmpty()) {
            return orgs.read(caller, orgId)
                    .flatMap(org -> surroundings.of(org.value().within()))
                    .map(around -> {
                        var book = around.book();
                        var regime = book.regime(around.place(), at);
                        var rules = book.policies().rulesInForce(around.place(), regime.regime(), day).stream()
                                .filter(rule ->
                                        stage.map(one -> concerns(rule, one)).orElse(true))
                                .toList();
                        return new Listed(orgId, day, regime, Optional.empty(), rules, Set.of());
                    });
        }
        return inForce(caller, new Subject.OfOrg(orgId, grade, stage), at).map(found -> {
            var rules = found.rules();
            var deciding = new TreeSet<String>();
            for (var kind : Kind.values()) {
                found.policies().strictest(found.situation(), kind).ifPresent(rule -> deciding.add(rule.id()));
            }
            return new Listed(
                    orgId, day, found.regime(), Optional.of(found.situation().cohort()), rules, deciding);
        });
    }

    private static boolean concerns(Rule rule, Stage stage) {
        return rule.reach().learners().meet(new Learners(Set.of(), Set.of(stage)));
    }

    Mono<Answered> judge(Caller caller, Subject subject, Kind kind, Value value, Optional<Instant> asked) {
        var at = asked.orElseGet(clock::instant);
        return inForce(caller, subject, at)
                .map(found -> new Answered(
                        at,
                        found.situation().day(),
                        found.regime(),
                        found.situation().cohort(),
                        kind,
                        value,
                        found.judge(kind, value)));
    }

    private Mono<InForce> inForce(Caller caller, Subject subject, Instant at) {
        return switch (subject) {
            case Subject.OfOrg(var orgId, var grade, var stage) ->
                orgs.read(caller, orgId).flatMap(org -> cohort(grade, stage)
                        .map(cohort -> inForce(org.value().within(), cohort, at))
                        .orElseGet(() -> Refused.mono(Rejection.invalid("policy-cohort-unknown"))));
            case Subject.OfClass(var classId) ->
                classes.read(caller, classId).flatMap(stored -> {
                    SchoolClass schoolClass = stored.value();
                    var stage = Stage.valueOf(schoolClass.stage().name());
                    return inForce(schoolClass.within(), Cohort.nearest(stage, (int) schoolClass.grade()), at);
                });
        };
    }

    private Mono<InForce> inForce(List<String> within, Cohort cohort, Instant at) {
        return surroundings.of(within).map(around -> around.book().at(around.place(), cohort, at, zone));
    }

    private static Optional<Cohort> cohort(Optional<Integer> grade, Optional<Stage> stage) {
        return Cohort.everyone().stream()
                .filter(cohort -> cohort.grade() == grade.orElse(0))
                .filter(cohort -> stage.map(one -> cohort.stage() == one).orElse(cohort.grade() > 0))
                .filter(cohort -> stage.isPresent() || cohort.equals(Cohort.ofGrade(cohort.grade())))
                .findFirst();
    }
}
