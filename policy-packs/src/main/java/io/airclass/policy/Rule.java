package io.airclass.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One dated, cited limit.
 *
 * @param id names it for ever: a refusal that cites it must mean the same rule years later
 * @param citations the documents it comes from, at least one
 */
public record Rule(
        String id,
        Kind kind,
        Limit limit,
        Force force,
        Reach reach,
        List<Citation> citations,
        Optional<String> note,
        Source source) {
    /**
     * The strictest first; of equally strict ones the widest place, then the oldest, then by id. Total over the rules of one kind
     * whatever order they were read in.
     */
    static final Comparator<Rule> STRICTEST_FIRST = Comparator.<Rule, Limit>comparing(
                    Rule::limit, Limit::compareStrictness)
            .thenComparingInt(rule -> rule.reach().scope().depth())
            .thenComparing(rule -> rule.reach().period().from())
            .thenComparing(Rule::id);

    public Rule {
        if (!kind.limitedBy(limit)) {
            throw new IllegalArgumentException(kind.key() + " is not limited by " + limit);
        }
        if (citations.isEmpty()) {
            throw new IllegalArgumentException("An uncited rule: " + id);
        }
        citations = List.copyOf(citations);
    }

    /** All citations in one line. */
    public String cite() {
        return citations.stream().map(Citation::text).collect(Collectors.joining("; "));
    }

    /** Whether what breaks it is refused; else it is advice. */
    public boolean binding() {
        return force == Force.BINDING;
    }
}
