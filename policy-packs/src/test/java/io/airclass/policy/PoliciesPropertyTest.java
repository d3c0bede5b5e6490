package io.airclass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rule books, by seed, held against an oracle that knows no index, no order and no comparison of limits. */
class PoliciesPropertyTest {
    private static final int BOOKS = 150;
    private static final int QUESTIONS = 40;
    private static final LocalDate DAY_0 = LocalDate.of(2020, 1, 1);
    private static final List<Kind> KINDS = List.of(
            Kind.HOMEWORK_WRITTEN,
            Kind.BREAK,
            Kind.FIRST_LESSON,
            Kind.BEDTIME,
            Kind.NEW_TERM_LESSON,
            Kind.EXAM_LEVELS,
            Kind.HOMEWORK_BY_PHONE);
    private static final List<String> LEVELS = List.of("2", "3", "4", "5", "6", "7", "8", "9", "10");
    private static final List<Scope> SCOPES = List.of(
            Scope.NATION,
            new Scope.Division("510000"),
            new Scope.Division("510100"),
            new Scope.Division("510104"),
            new Scope.Division("520000"),
            new Scope.Division("522300"),
            new Scope.Organisation("yilong", new Scope.Division("522300")),
            new Scope.Organisation("yilong-school", new Scope.Division("522300")),
            new Scope.Local(List.of("root", "guizhou", "qianxinan", "yilong")),
            new Scope.Local(List.of("root", "sichuan", "chengdu", "jinjiang", "cd-no-7")));
    private static final List<Place> PLACES =
            List.of(Places.CHENGDU_SCHOOL, Places.YILONG_SCHOOL, Places.HEFEI_SCHOOL, Place.ofDivision("510104"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void the_strictest_applicable_rule_always_wins(long seed) {
        var random = new Random(seed);
        for (int book = 0; book < BOOKS; book++) {
            var rules = rules(random, 1 + random.nextInt(60), Force.BINDING);
            var policies = Policies.of(rules);
            for (int question = 0; question < QUESTIONS; question++) {
                var situation = situation(random);
                var kind = one(KINDS, random);
                var applicable = rules.stream()
                        .filter(rule -> rule.kind() == kind && oracleApplies(rule, situation))
                        .toList();
                var strictest = policies.strictest(situation, kind);

                assertThat(strictest.isPresent()).isEqualTo(!applicable.isEmpty());
                for (int n = 0; n <= 12; n++) {
                    var value = value(kind, n);
                    int x = n;
                    boolean allowed = applicable.stream().allMatch(rule -> oracleAllows(rule, x));
                    var verdict = policies.evaluate(situation, kind, value);

                    assertThat(strictest.map(rule -> oracleAllows(rule, x)).orElse(true))
                            .isEqualTo(allowed);
                    switch (verdict) {
                        case Verdict.Allowed(var rule, var advice) -> {
                            assertThat(allowed).isTrue();
                            assertThat(rule).isEqualTo(strictest);
                            assertThat(advice).isEmpty();
                        }
                        case Verdict.Broken(var rule, var held) -> {
                            assertThat(allowed).isFalse();
                            assertThat(held).isEqualTo(value);
                            assertThat(strictest).contains(rule);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void adding_a_looser_rule_never_changes_a_verdict(long seed) {
        var random = new Random(seed);
        int compared = 0;
        for (int book = 0; book < BOOKS; book++) {
            var rules = rules(random, 1 + random.nextInt(40), null);
            var policies = Policies.of(rules);
            for (int question = 0; question < QUESTIONS; question++) {
                var situation = situation(random);
                var kind = one(KINDS, random);
                var limit = kind.readLimit(limit(kind, 1 + random.nextInt(12))).orElseThrow();
                var looser = Samples.rule("LOOSER", kind, limit, Scope.NATION);
                var strictest = policies.strictest(situation, kind);
                if (strictest.isEmpty()
                        || !looser.limit().looserThan(strictest.get().limit())) {
                    continue;
                }
                compared++;
                var more = new ArrayList<>(rules);
                more.add(random.nextInt(more.size() + 1), looser);
                var relaxed = Policies.of(more);
                for (int n = 0; n <= 12; n++) {
                    assertThat(relaxed.evaluate(situation, kind, value(kind, n)))
                            .isEqualTo(policies.evaluate(situation, kind, value(kind, n)));
                }
            }
        }
        assertThat(compared).isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void a_rule_that_begins_later_never_changes_an_older_verdict(long seed) {
        var random = new Random(seed);
        for (int book = 0; book < BOOKS; book++) {
            var rules = rules(random, 1 + random.nextInt(40), null);
            var situation = situation(random);
            var kind = one(KINDS, random);
            var drawn = rule(random, "LATER", kind, Force.BINDING);
            var later = Samples.rule(
                    drawn.id(),
                    kind,
                    drawn.limit(),
                    drawn.force(),
                    new Reach(
                            drawn.reach().scope(),
                            drawn.reach().learners(),
                            drawn.reach().regimes(),
                            Period.since(situation.day().plusDays(1))));
            var more = new ArrayList<>(rules);
            more.add(later);
            for (int n = 0; n <= 12; n++) {
                assertThat(Policies.of(more).evaluate(situation, kind, value(kind, n)))
                        .isEqualTo(Policies.of(rules).evaluate(situation, kind, value(kind, n)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void the_order_of_rules_never_matters(long seed) {
        var random = new Random(seed);
        for (int book = 0; book < BOOKS; book++) {
            var rules = rules(random, 1 + random.nextInt(60), null);
            var shuffled = new ArrayList<>(rules);
            Collections.shuffle(shuffled, random);
            var one = Policies.of(rules);
            var other = Policies.of(shuffled);

            assertThat(other.all()).isEqualTo(one.all());
            for (int question = 0; question < QUESTIONS; question++) {
                var situation = situation(random);
                var kind = one(KINDS, random);
                var value = value(kind, random.nextInt(13));

                assertThat(other.evaluate(situation, kind, value)).isEqualTo(one.evaluate(situation, kind, value));
                assertThat(other.rulesInForce(situation)).isEqualTo(one.rulesInForce(situation));
            }
        }
    }

    @Test
    void an_advisory_rule_never_changes_whether_something_is_allowed() {
        var random = new Random(41);
        for (int book = 0; book < BOOKS; book++) {
            var binding = rules(random, 1 + random.nextInt(20), Force.BINDING);
            var more = new ArrayList<>(binding);
            var kind = one(KINDS, random);
            more.add(rule(random, "ADVICE", kind, Force.ADVISORY));
            for (int question = 0; question < QUESTIONS; question++) {
                var situation = situation(random);
                var value = value(kind, random.nextInt(13));
                var plain = Policies.of(binding).evaluate(situation, kind, value);
                var advised = Policies.of(more).evaluate(situation, kind, value);

                assertThat(advised.getClass()).isEqualTo(plain.getClass());
                if (plain instanceof Verdict.Broken) {
                    assertThat(advised).isEqualTo(plain);
                }
            }
        }
    }

    private static boolean oracleApplies(Rule rule, Situation situation) {
        var reach = rule.reach();
        var day = situation.day().toEpochDay();
        var who = reach.learners();
        boolean everyone = who.grades().isEmpty() && who.stages().isEmpty();
        return oracleWithin(reach.scope(), situation.place())
                && day >= reach.period().from().toEpochDay()
                && day <= reach.period().until().toEpochDay()
                && reach.regimes().contains(situation.regime())
                && (everyone
                        || who.grades().contains(situation.cohort().grade())
                        || who.stages().contains(situation.cohort().stage()));
    }

    private static boolean oracleWithin(Scope scope, Place place) {
        return switch (scope) {
            case Scope.Nation() -> true;
            case Scope.Local(var line) ->
                place.chain().stream().anyMatch(org -> org.id().equals(line.getLast()));
            case Scope.Division(var code) ->
                place.chain().stream()
                        .flatMap(org -> org.divisionCode().stream())
                        .anyMatch(inner -> inner.startsWith(code.replaceAll("(00)+$", "")));
            case Scope.Organisation(var id, var division) -> {
                assertThat(division).isNotNull();
                yield place.chain().stream().anyMatch(org -> org.id().equals(id));
            }
        };
    }

    /** Values are numbered 0 to 12 in each kind. */
    private static boolean oracleAllows(Rule rule, int n) {
        return switch (rule.limit()) {
            case Limit.AtMost(var most) -> n <= most.intValue();
            case Limit.AtLeast(var least) -> n >= least.intValue();
            case Limit.NotBefore(var time) -> n >= time.getHour();
            case Limit.NotAfter(var time) -> n <= time.getHour();
            case Limit.NotBeforeDay(var day) -> n >= day.getDayOfMonth();
            case Limit.OneOf(var tokens) -> tokens.contains(LEVELS.get(Math.min(n, LEVELS.size() - 1)));
            case Limit.Forbidden() -> n % 2 == 0;
        };
    }

    private static Value value(Kind kind, int n) {
        var text =
                switch (kind.unit()) {
                    case TIME_OF_DAY -> "%02d:00".formatted(n);
                    case DATE -> n == 0 ? "2020-01-31" : "2020-02-%02d".formatted(n);
                    case YES_OR_NO -> n % 2 == 0 ? "false" : "true";
                    case CHOICE -> LEVELS.get(Math.min(n, LEVELS.size() - 1));
                    default -> Integer.toString(n);
                };
        return kind.read(text).orElseThrow();
    }

    private static List<String> limit(Kind kind, int n) {
        return switch (kind.unit()) {
            case TIME_OF_DAY -> List.of("%02d:00".formatted(n));
            case DATE -> List.of("2020-02-%02d".formatted(n));
            case YES_OR_NO -> List.of("true");
            case CHOICE -> LEVELS.subList(0, Math.clamp(n, 1, LEVELS.size()));
            default -> List.of(Integer.toString(n));
        };
    }

    private static List<Rule> rules(Random random, int count, Force force) {
        return IntStream.range(0, count)
                .mapToObj(n -> rule(
                        random,
                        "R" + n,
                        one(KINDS, random),
                        force != null ? force : random.nextInt(5) == 0 ? Force.ADVISORY : Force.BINDING))
                .toList();
    }

    private static Rule rule(Random random, String id, Kind kind, Force force) {
        var from = DAY_0.plusDays(random.nextInt(10));
        var period = random.nextBoolean() ? Period.since(from) : new Period(from, from.plusDays(random.nextInt(10)));
        Set<Regime> regimes =
                random.nextInt(3) == 0 ? Set.of(one(List.of(Regime.values()), random)) : EnumSet.allOf(Regime.class);
        var limit = kind.readLimit(limit(kind, 1 + random.nextInt(12))).orElseThrow();
        return Samples.rule(id, kind, limit, force, new Reach(one(SCOPES, random), learners(random), regimes, period));
    }

    private static Learners learners(Random random) {
        if (random.nextInt(3) == 0) {
            return Learners.EVERYONE;
        }
        var grades = new TreeSet<Integer>();
        random.ints(random.nextInt(6), 1, 13).forEach(grades::add);
        var stages = random.nextBoolean() ? Set.of(one(List.of(Stage.values()), random)) : Set.<Stage>of();
        return new Learners(grades, new TreeSet<>(stages));
    }

    private static Situation situation(Random random) {
        return new Situation(
                one(PLACES, random),
                one(Cohort.everyone(), random),
                one(List.of(Regime.values()), random),
                DAY_0.plusDays(random.nextInt(22) - 1));
    }

    private static <T> T one(List<T> items, Random random) {
        return items.get(random.nextInt(items.size()));
    }
}
