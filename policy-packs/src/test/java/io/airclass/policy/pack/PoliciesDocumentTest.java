package io.airclass.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.policy.Force;
import io.airclass.policy.Kind;
import io.airclass.policy.Learners;
import io.airclass.policy.Policies;
import io.airclass.policy.Reach;
import io.airclass.policy.Regime;
import io.airclass.policy.Rule;
import io.airclass.policy.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/policies.md is written from the packs; {@code -Dairclass.docs.write=true} writes it anew. */
class PoliciesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "policies.md");
    private static final Policies SHIPPED = ShippedPacks.policies();

    @Test
    void the_document_says_what_the_packs_say() throws IOException, Unreadable {
        String expected = document();
        if (Boolean.getBoolean("airclass.docs.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/policies.md differs from the packs; write it anew: mvn -pl policy-packs test"
                        + " -Dtest=PoliciesDocumentTest -Dairclass.docs.write=true")
                .isEqualTo(expected);
    }

    private static String document() throws Unreadable {
        var text = new StringBuilder("""
                # Policies

                Written from `policy-packs` by a test; do not edit.

                Of all rules that apply to a place, a grade, a regime and a day, the strictest decides, and a refusal cites it: `rule`,
                `value`, `limit`, `cite`. A value on the limit is allowed. A rule of a division holds in all that lies within it. A day
                runs from 00:00:00 to 23:59:59 at the place (`AIRCLASS_TIME_ZONE`); the last day counts. Advisory rules are shown and
                never refuse. Stricter rules that a county, city or province states itself are roster data, not packs:
                [operations.md](operations.md).

                ## Adding a pack

                A pack is a YAML file of `pack` (its name), `title`, `region` (GB/T 2260) and, for an organisation without a code, `org`;
                neither for the whole country; `documents` (each a `title` or a `number`, and how it is `dated`); `rules`. A rule has
                `id`, `kind`, the limit in the field of its kind, `from` and `cite` (one or more of the documents), and may have `grades`
                and `stages` (pupils of any of them; everyone where neither stands), `regime` (`normal` or `online`; both where it is
                missing), `until` (the last day), `force: advisory`, `clause` (the passage) and `note`. No anchors, aliases or tags.

                Packs are taken together or refused together, with file and line of each fault: unknown fields and kinds, what is uncited
                or undated, an id used twice, one document that limits the same thing twice, choices of which none is left, and a
                narrower place that allows what a wider one forbids. A rule that a later one of a wider place overtakes gets an `until`.
                An id names one rule for ever: what changes gets a new id and the old rule an `until`, so that old decisions can be
                evaluated again.

                Where a document is dated only by its month, season or year, `from` is the first day of that; the column Documents says
                how it is dated.

                ## What the documents limit and no pack states

                | | Why |
                |---|---|
                | senior examinations "strictly limited" (Dec 2025) | no number is given |
                | fewer forms and applications, one source of data (Nov 2025) | no number is given; a habit of the design |
                | filing deadlines, phases of a region | dates of one term, kept with the filing or the phase in the roster |
                | who may teach live, review before broadcast, real names, filed applications | authority and state, not limits |
                | no fees, no advertising | nothing in the suite can take a payment or show one |
                | provincial limits of Guizhou and Jilin provinces | none is given; the prefecture and the city have theirs |
                | Anhui's minutes for grades 9 and 12 | none is given |

                """);
        text.append(kinds());
        for (var pack : ShippedPacks.texts()) {
            text.append(chapter(pack));
        }
        return text.toString().replace("\r\n", "\n");
    }

    private static String kinds() {
        var rows = new StringBuilder("""
                ## Kinds

                | Kind | Limit | Unit | What is measured |
                |---|---|---|---|
                """);
        for (var kind : Kind.values()) {
            var unit = kind.unit() == Unit.CHOICE
                    ? kind.choices().stream()
                            .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                            .collect(Collectors.joining(", "))
                    : kind.unit().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            rows.append("| `%s` | `%s` | %s | %s |\n"
                    .formatted(kind.key(), kind.direction().field(), unit, kind.meaning()));
        }
        return rows.toString();
    }

    private static String chapter(PackText pack) throws Unreadable {
        var title = PlainYaml.read(pack.yaml()).asFields().text("title").orElseThrow();
        var rules = SHIPPED.all().stream()
                .filter(rule -> rule.source().file().equals(pack.file()))
                .sorted(Comparator.comparingInt(rule -> rule.source().line()))
                .toList();
        return """

                ## %s, %s

                [%s](../policy-packs/src/main/resources/io/airclass/policy/packs/%s)

                | Rule | Kind | For | Regime | Limit | In force | Documents |
                |---|---|---|---|---|---|---|
                %s
                """.formatted(
                        rules.getFirst().reach().scope().text(),
                        title,
                        pack.file(),
                        pack.file(),
                        rules.stream().map(PoliciesDocumentTest::row).collect(Collectors.joining("\n")));
    }

    private static String row(Rule rule) {
        return "| %s | `%s` | %s | %s | %s%s | %s | %s%s |"
                .formatted(
                        rule.id(),
                        rule.kind().key(),
                        learners(rule.reach().learners()),
                        regimes(rule.reach()),
                        rule.limit().text(),
                        rule.force() == Force.ADVISORY ? ", advisory" : "",
                        rule.reach().period().from()
                                + rule.reach()
                                        .period()
                                        .end()
                                        .map(end -> " to " + end)
                                        .orElse(""),
                        rule.cite(),
                        rule.note().map(note -> ". " + note).orElse(""));
    }

    private static String regimes(Reach reach) {
        return reach.regimes().size() == Regime.values().length
                ? "both"
                : reach.regimes().iterator().next().name().toLowerCase(Locale.ROOT);
    }

    private static String learners(Learners learners) {
        var parts = new ArrayList<String>();
        learners.stages().forEach(stage -> parts.add(stage.name().toLowerCase(Locale.ROOT)));
        if (!learners.grades().isEmpty()) {
            parts.add("grades " + ranges(List.copyOf(learners.grades())));
        }
        return parts.isEmpty() ? "everyone" : String.join(", ", parts);
    }

    private static String ranges(List<Integer> grades) {
        var ranges = new ArrayList<String>();
        for (int start = 0, end; start < grades.size(); start = end) {
            end = start + 1;
            while (end < grades.size() && grades.get(end) == grades.get(end - 1) + 1) {
                end++;
            }
            ranges.add(grades.get(start) + (end - start > 1 ? "–" + grades.get(end - 1) : ""));
        }
        return String.join(", ", ranges);
    }
}
