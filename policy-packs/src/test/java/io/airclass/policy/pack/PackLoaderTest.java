package io.airclass.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.policy.Policies;
import io.airclass.policy.pack.Fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackLoaderTest {
    private static final Path PLANTED = Path.of("src/test/resources/planted");

    /** {@code #! REASON} at the end of a line: here a fault of this sort must be found. */
    private static final Pattern MARK = Pattern.compile("#! ([A-Z_]+)");

    private record Expected(int line, Reason reason) {}

    static Stream<Path> planted() throws IOException {
        try (var files = Files.list(PLANTED)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("planted")
    void every_planted_pack_is_refused_at_its_lines_and_at_no_others(Path file) throws IOException {
        var pack = new PackText("planted.yaml", Files.readString(file));
        var expected = new ArrayList<Expected>();
        var lines = pack.yaml().lines().toList();
        for (int n = 0; n < lines.size(); n++) {
            var mark = MARK.matcher(lines.get(n));
            while (mark.find()) {
                expected.add(new Expected(n + 1, Reason.valueOf(mark.group(1))));
            }
        }
        assertThat(expected).isNotEmpty();

        var faults = faults(withShipped(pack));

        assertThat(faults).allSatisfy(fault -> assertThat(fault.file()).isEqualTo("planted.yaml"));
        assertThat(faults)
                .extracting(fault -> new Expected(fault.line(), fault.reason()))
                .as(faults.toString())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void every_reason_has_a_planted_pack() throws IOException {
        var planted = new StringBuilder();
        for (var file : planted().toList()) {
            planted.append(Files.readString(file));
        }
        assertThat(Reason.values())
                .allSatisfy(reason -> assertThat(planted.toString()).contains("#! " + reason));
    }

    @Test
    void a_county_may_add_stricter_rules() {
        var county =
                county("{id: JJ-HW, kind: homework.written.minutesPerClassDay, regime: normal, grades: [3, 4, 5, 6],"
                        + " max: 45, from: 2022-09-01, cite: own}");

        var policies = policies(withShipped(county));

        assertThat(policies.all()).hasSize(ShippedPacks.policies().all().size() + 1);
        assertThat(policies.all()).extracting(rule -> rule.source().toString()).contains("county.yaml:6");
    }

    @Test
    void a_countys_looser_rule_is_refused_and_told_which_rule_it_loosens() {
        var county =
                county("{id: JJ-HW, kind: homework.written.minutesPerClassDay, regime: normal, grades: [6, 7, 8, 9],"
                        + " max: 61, from: 2022-09-01, cite: own}");

        assertThat(faults(withShipped(county)))
                .extracting(Fault::toString)
                .containsExactly("county.yaml:6: JJ-HW: ≤ 61 is looser than HW-G3-6 (≤ 60, cn-normal.yaml:"
                        + lineOf("cn-normal.yaml", "HW-G3-6,") + ") of a wider place");
    }

    @Test
    void an_equal_rule_of_a_county_is_not_looser() {
        var county =
                county("{id: JJ-HW, kind: homework.written.minutesPerClassDay, regime: normal, grades: [3, 4, 5, 6],"
                        + " max: 60, from: 2022-09-01, cite: own}");

        assertThat(PackLoader.load(withShipped(county))).isInstanceOf(Loading.Loaded.class);
    }

    @Test
    void a_looser_rule_that_ended_before_the_wider_one_began_stands() {
        var county = county("{id: JJ-HW, kind: homework.written.minutesPerClassDay, regime: normal, grades: [3],"
                + " max: 90, from: 2019-09-01, until: 2021-04-07, cite: own}");

        assertThat(PackLoader.load(withShipped(county))).isInstanceOf(Loading.Loaded.class);
    }

    @Test
    void a_binding_rule_of_a_county_may_stand_beside_a_stricter_advice() {
        var county = county("{id: JJ-DEV, kind: devices.percentOfTeachingTime, regime: normal,"
                + " max: 40, from: 2022-09-01, cite: own}");

        assertThat(PackLoader.load(withShipped(county))).isInstanceOf(Loading.Loaded.class);
    }

    @Test
    void the_order_of_packs_changes_neither_the_rules_nor_the_faults() {
        var good = new ArrayList<>(ShippedPacks.texts());
        var faulty = new ArrayList<>(withShipped(county("{id: HW-G3-6, kind: homework.written.minutesPerClassDay,"
                + " max: 61, from: 2022-09-01, cite: own}")));
        var rules = policies(good).all();
        var faults = faults(faulty);
        assertThat(faults).extracting(Fault::reason).containsOnly(Reason.DUPLICATE, Reason.LOOSENS);
        var random = new Random(7);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(good, random);
            Collections.shuffle(faulty, random);

            assertThat(policies(good).all()).isEqualTo(rules);
            assertThat(faults(faulty)).isEqualTo(faults);
        }
    }

    @Test
    void a_pack_that_is_too_long_or_too_deep_is_refused_without_being_built() {
        var longPack = new PackText("long.yaml", "a".repeat(PlainYaml.CHARS_MAX + 1));
        var deep = new PackText("deep.yaml", "[".repeat(100_000));

        assertThat(faults(List.of(longPack))).extracting(Fault::reason).containsExactly(Reason.NOT_PLAIN);
        assertThat(faults(List.of(deep))).extracting(Fault::reason).containsExactly(Reason.NOT_PLAIN);
    }

    @Test
    void a_pack_with_too_many_rules_is_refused_at_the_first_too_many() {
        var rule = "{id: X, kind: lessons.perDay, max: 5, from: 2022-09-01, cite: own}\n  - ";
        var county = county(rule.repeat(PackReader.RULES_MAX) + "{}");

        assertThat(faults(List.of(county)))
                .extracting(Fault::toString)
                .containsExactly("county.yaml:1006: more than 1000 rules");
    }

    @Test
    void faults_are_told_up_to_a_number() {
        var county = county("{}\n  - ".repeat(500) + "{}");

        assertThat(faults(List.of(county))).hasSize(PackLoader.FAULTS_MAX);
    }

    @Test
    void two_packs_of_one_name_or_in_one_file_are_refused() {
        var county = county("{id: JJ-L, kind: lessons.perDay, max: 5, from: 2022-09-01, cite: own}");
        var renamed = new PackText("county-2.yaml", county.yaml().replace("JJ-L", "JJ-L2"));

        assertThat(faults(List.of(county, county)))
                .extracting(Fault::toString)
                .containsExactly("county.yaml:1: Two packs are in files of this name");
        assertThat(faults(List.of(county, renamed)))
                .extracting(Fault::toString)
                .contains("county.yaml:1: The pack jinjiang stands already in county-2.yaml");
    }

    @Test
    void a_character_that_yaml_does_not_allow_is_found_in_its_line() {
        assertThat(faults(List.of(new PackText("x.yaml", "pack: x\ntitle: \u0007\n"))))
                .extracting(Fault::toString)
                .containsExactly("x.yaml:2: not YAML: a character that is not allowed");
    }

    @Test
    void random_damage_to_a_pack_is_refused_or_read_but_never_breaks_the_loader() {
        var random = new Random(5);
        var texts = ShippedPacks.texts();
        var alphabet = "{}[]:,-#&*!|>'\"% \n\t0aA〔";
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder(texts.get(random.nextInt(texts.size())).yaml());
            for (int edit = 0; edit <= random.nextInt(3); edit++) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            switch (PackLoader.load(List.of(new PackText("x.yaml", text.toString())))) {
                case Loading.Loaded(var policies) -> assertThat(policies.all()).isNotNull();
                case Loading.Refused(var faults) ->
                    assertThat(faults).isNotEmpty().allSatisfy(fault -> assertThat(fault.line())
                            .isBetween(
                                    1, (int) text.chars().filter(c -> c == '\n').count() + 1));
            }
        }
    }

    /** Five lines, then the rule on the sixth. */
    private static PackText county(String rule) {
        return new PackText("county.yaml", """
                pack: jinjiang
                title: 锦江区
                region: "510104"
                documents: {own: {title: 锦江区通知, dated: "2022"}}
                rules:
                  - %s
                """.formatted(rule));
    }

    private static List<PackText> withShipped(PackText more) {
        return Stream.concat(ShippedPacks.texts().stream(), Stream.of(more)).toList();
    }

    private static long lineOf(String file, String part) {
        return 1
                + ShippedPacks.texts().stream()
                        .filter(text -> text.file().equals(file))
                        .flatMap(text -> text.yaml().lines())
                        .takeWhile(line -> !line.contains(part))
                        .count();
    }

    private static Policies policies(List<PackText> packs) {
        return switch (PackLoader.load(packs)) {
            case Loading.Loaded(var policies) -> policies;
            case Loading.Refused(var faults) -> throw new AssertionError(faults.toString());
        };
    }

    private static List<Fault> faults(List<PackText> packs) {
        return switch (PackLoader.load(packs)) {
            case Loading.Loaded _ -> List.of();
            case Loading.Refused(var faults) -> faults;
        };
    }
}
