package io.airclass.policy.pack;

import static io.airclass.policy.Places.situation;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.policy.Cohort;
import io.airclass.policy.Kind;
import io.airclass.policy.Limit;
import io.airclass.policy.Place;
import io.airclass.policy.Places;
import io.airclass.policy.Policies;
import io.airclass.policy.Reach;
import io.airclass.policy.Regime;
import io.airclass.policy.Rule;
import io.airclass.policy.Scope;
import io.airclass.policy.Situation;
import io.airclass.policy.Stage;
import io.airclass.policy.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedPacksTest {
    private static final Policies SHIPPED = ShippedPacks.policies();

    /** That no document we ship limits: the circular of 2021 wants totals on days without school controlled, not that there be none. */
    private static final Set<Kind> FOR_PLACES = Set.of(Kind.HOMEWORK_OUTSIDE_SCHOOL_DAYS);

    @Test
    void every_pack_in_the_directory_is_loaded() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/io/airclass/policy/packs"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(ShippedPacks.FILES);
        }
    }

    @Test
    void every_kind_of_the_catalogue_is_limited_somewhere_or_is_for_places_to_limit() {
        var limited = SHIPPED.all().stream().map(Rule::kind).collect(Collectors.toSet());
        assertThat(limited).doesNotContainAnyElementsOf(FOR_PLACES);
        assertThat(Stream.concat(limited.stream(), FOR_PLACES.stream())).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void every_rule_of_the_first_machine_readable_list_is_in_the_packs() throws IOException, Unreadable {
        var list = PlainYaml.read(Files.readString(Path.of("src/test/resources/first-list.yaml")))
                .asFields();
        var rules = SHIPPED.all().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        var items = list.get("rules", Fault.Reason.MALFORMED).asItems().items();

        assertThat(items).hasSize(15);
        for (var item : items) {
            var listed = item.asFields();
            var id = listed.text("id").orElseThrow();
            assertThat(rules).containsKey(id);
            var rule = rules.get(id);
            assertThat(rule.kind().key()).isEqualTo(listed.text("kind").orElseThrow());
            assertThat(rule.reach().period().from())
                    .isEqualTo(listed.text("from").orElseThrow());
            assertThat(rule.reach().scope().text())
                    .isEqualTo(listed.text("region").orElse("CN"));
            assertThat(listed.text("regime").stream().map(regime -> Regime.valueOf(regime.toUpperCase(Locale.ROOT))))
                    .isSubsetOf(rule.reach().regimes());
            assertThat(rule.reach().regimes()).hasSize(listed.text("regime").isPresent() ? 1 : 2);
            if (listed.find("grades").isPresent()) {
                assertThat(rule.reach().learners().grades())
                        .extracting(String::valueOf)
                        .containsExactlyElementsOf(listed.get("grades", Fault.Reason.MALFORMED).asTexts().stream()
                                .map(Tree.Text::text)
                                .toList());
            } else {
                assertThat(rule.reach().learners().grades()).isEmpty();
            }
            assertThat(rule.reach().learners().stages()).isEmpty();
            assertThat(rule.limit()).isIn(limits(listed));
        }
    }

    /** The list writes what is forbidden as a maximum of none. */
    private static List<Limit> limits(Tree.Fields listed) throws Unreadable {
        if (listed.find("min").isPresent()) {
            return List.of(new Limit.AtLeast(new BigDecimal(listed.text("min").orElseThrow())));
        }
        var most = new BigDecimal(listed.text("max").orElseThrow());
        return most.signum() == 0
                ? List.of(new Limit.AtMost(most), new Limit.Forbidden())
                : List.of(new Limit.AtMost(most));
    }

    /** Each limit at −1, 0 and +1: place, grade, regime, day, kind, value, the rule that refuses or nothing. */
    @ParameterizedTest
    @CsvFileSource(resources = "/boundaries.csv", useHeadersInDisplayName = true)
    void every_limit_refuses_just_beyond_its_value(
            String division, int grade, Regime regime, LocalDate day, String kind, String value, String refusedBy) {
        var measured = Kind.named(kind).orElseThrow();

        var verdict = SHIPPED.evaluate(
                new Situation(Place.ofDivision(division), Cohort.ofGrade(grade), regime, day),
                measured,
                measured.read(value).orElseThrow());

        assertThat(verdict instanceof Verdict.Broken broken ? broken.ruleId() : null)
                .isEqualTo(refusedBy);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void a_lesson_of_45_minutes_is_too_long_online_for_every_grade(int grade) {
        var jilin = situation(Place.ofDivision("220200"), grade, Regime.ONLINE, "2020-05-11T08:00:00");

        assertThat(SHIPPED.evaluate(
                        jilin,
                        Kind.SCREEN_SITTING,
                        Kind.SCREEN_SITTING.read("45").orElseThrow()))
                .isInstanceOfSatisfying(Verdict.Broken.class, broken -> assertThat(broken.ruleId())
                        .isEqualTo(grade <= 6 ? "SCR-PRI-SITTING" : "SCR-SEC-SITTING"));
    }

    @ParameterizedTest
    @CsvSource({
        "KINDERGARTEN, attendance.required, true, JL-ATTENDANCE",
        "VOCATIONAL, attendance.required, true, ",
        "VOCATIONAL, practice.inPerson, true, JL-VOC-PRACTICE",
        "VOCATIONAL, timetable.limitsMissing, true, JL-LIMITS",
        "KINDERGARTEN, timetable.limitsMissing, true, ",
        "UNIVERSITY, study.checkInRequired, true, JL-CHECKIN",
        "KINDERGARTEN, client.minorModeMissing, true, MIN-MODE",
        "UNIVERSITY, client.minorModeMissing, true, "
    })
    void stages_without_grades_have_their_rules(Stage stage, String kind, String value, String refusedBy) {
        var measured = Kind.named(kind).orElseThrow();
        var jilin = new Situation(
                Place.ofDivision("220200"), Cohort.of(stage, 0), Regime.ONLINE, LocalDate.of(2026, 11, 22));

        var verdict = SHIPPED.evaluate(jilin, measured, measured.read(value).orElseThrow());

        assertThat(verdict instanceof Verdict.Broken broken ? broken.ruleId() : null)
                .isEqualTo(refusedBy);
    }

    @ParameterizedTest
    @CsvSource({
        "410000, VOCATIONAL, ONLINE, course.schoolDaysPrepared, 9, HA-VOC-PREPARED",
        "410000, VOCATIONAL, ONLINE, course.schoolDaysPrepared, 10, ",
        "410000, UNIVERSITY, ONLINE, course.schoolDaysPrepared, 9, ",
        "360000, KINDERGARTEN, NORMAL, homework.screenRequired, true, DEV-PAPER",
        "360000, KINDERGARTEN, ONLINE, homework.screenRequired, true, ",
        "360000, KINDERGARTEN, NORMAL, devices.percentOfTeachingTime, 30.1, DEV-SHARE",
        "360000, UNIVERSITY, NORMAL, teacher.evidenceRequired, true, TB-EVIDENCE",
        "360000, VOCATIONAL:10, NORMAL, homework.freeDaysPerWeek, 0, TM-FREE-DAY",
        "360000, VOCATIONAL:10, NORMAL, homework.freeDaysPerWeek, 1, ",
        "360000, UNIVERSITY, NORMAL, homework.freeDaysPerWeek, 0, "
    })
    void what_is_only_encouraged_is_allowed_with_advice(
            String division, String cohort, Regime regime, String kind, String value, String advisedBy) {
        var measured = Kind.named(kind).orElseThrow();
        var parts = cohort.split(":");
        var who = Cohort.of(Stage.valueOf(parts[0]), parts.length == 1 ? 0 : Integer.parseInt(parts[1]));

        var verdict = SHIPPED.evaluate(
                new Situation(Place.ofDivision(division), who, regime, LocalDate.of(2025, 12, 31)),
                measured,
                measured.read(value).orElseThrow());

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Allowed.class, allowed -> assertThat(
                        allowed.advice().map(Verdict.Broken::ruleId).orElse(null))
                .isEqualTo(advisedBy));
    }

    @Test
    void nothing_is_cited_without_a_document_and_nothing_is_dated_before_the_first_scheme() {
        assertThat(SHIPPED.all()).allSatisfy(rule -> {
            assertThat(rule.cite()).isNotBlank();
            assertThat(rule.reach().period().from()).isAfterOrEqualTo(LocalDate.of(2020, 1, 28));
        });
    }

    @Test
    void asking_is_cheap_however_many_counties_have_packs() {
        var rules = new ArrayList<>(SHIPPED.all());
        var county = rules.stream()
                .filter(rule -> rule.id().equals("SC-LESSONS"))
                .findFirst()
                .orElseThrow();
        for (int code = 530100; code < 660000; code += 5) {
            if (Scope.Division.isCode(Integer.toString(code))) {
                rules.add(new Rule(
                        "C-" + code,
                        county.kind(),
                        county.limit(),
                        county.force(),
                        new Reach(
                                new Scope.Division(Integer.toString(code)),
                                county.reach().learners(),
                                county.reach().regimes(),
                                county.reach().period()),
                        county.citations(),
                        county.note(),
                        county.source()));
            }
        }
        var policies = Policies.of(rules);
        var here = situation(Places.CHENGDU_SCHOOL, 5, Regime.ONLINE, "2026-11-22T08:00:00");

        assertThat(rules).hasSizeGreaterThan(20_000);
        assertThat(policies.rulesInForce(here)).isEqualTo(SHIPPED.rulesInForce(here));
    }
}
