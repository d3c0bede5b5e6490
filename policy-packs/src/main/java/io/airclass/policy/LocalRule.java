package io.airclass.policy;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A rule that an organisation of the roster states for itself and all below it, in the words in which it is stored and told. It is
 * always binding.
 *
 * @param id names it for ever
 * @param within ids of the organisation and all above it, the root first
 * @param kind {@link Kind#key()}
 * @param limit in the kind's direction: one text or, for {@code oneOf}, several
 * @param grades of the pupils it is for; together with no stages: everyone
 * @param stages names of {@link Stage}
 * @param regimes names of {@link Regime}; none: both
 * @param until the last day; empty while none is known
 * @param document title or number of the document that orders it
 * @param article the passage; may be absent
 */
public record LocalRule(
        String id,
        List<String> within,
        String kind,
        List<String> limit,
        List<Integer> grades,
        List<String> stages,
        List<String> regimes,
        LocalDate from,
        Optional<LocalDate> until,
        String document,
        Optional<String> article) {
    private static final int GRADE_MAX = 12;

    /**
     * The rule as the evaluator knows it.
     *
     * @throws IllegalArgumentException if a part of it means nothing
     */
    public Rule rule() {
        var measured = Kind.named(kind).orElseThrow(() -> new IllegalArgumentException("No such kind: " + kind));
        var stated = measured.readLimit(limit)
                .orElseThrow(() -> new IllegalArgumentException(kind + " cannot be limited by " + limit));
        if (grades.stream().anyMatch(grade -> grade < 1 || grade > GRADE_MAX)) {
            throw new IllegalArgumentException("Grades are 1 to " + GRADE_MAX + ", not " + grades);
        }
        var learners = new Learners(
                Set.copyOf(grades), stages.stream().map(Stage::valueOf).collect(Collectors.toCollection(TreeSet::new)));
        var under = regimes.isEmpty()
                ? EnumSet.allOf(Regime.class)
                : EnumSet.copyOf(regimes.stream().map(Regime::valueOf).toList());
        return new Rule(
                id,
                measured,
                stated,
                Force.BINDING,
                new Reach(new Scope.Local(within), learners, under, new Period(from, until.orElse(LocalDate.MAX))),
                List.of(new Citation(Optional.of(document), Optional.empty(), Optional.empty(), article)),
                Optional.empty(),
                new Source(within.getLast(), id, 1));
    }
}
