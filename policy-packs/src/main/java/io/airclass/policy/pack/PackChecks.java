package io.airclass.policy.pack;

import io.airclass.policy.Force;
import io.airclass.policy.Kind;
import io.airclass.policy.Limit;
import io.airclass.policy.Rule;
import io.airclass.policy.pack.Fault.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether rules agree with one another, whichever pack they come from. */
final class PackChecks {
    private static final Comparator<Rule> AS_WRITTEN = Comparator.<Rule, String>comparing(
                    rule -> rule.source().file())
            .thenComparingInt(rule -> rule.source().line());

    private final List<Rule> rules;
    private final List<Fault> faults;
    private final Map<At, List<Rule>> rulesAt = new HashMap<>();

    private record At(Kind kind, String scope) {}

    PackChecks(List<Rule> rules, List<Fault> faults) {
        this.rules = rules.stream().sorted(AS_WRITTEN).toList();
        this.faults = faults;
    }

    void run() {
        checkIds();
        for (var rule : rules) {
            var same = rulesAt.computeIfAbsent(
                    new At(rule.kind(), rule.reach().scope().key()), _ -> new ArrayList<>());
            same.forEach(earlier -> checkSameScope(earlier, rule));
            same.add(rule);
        }
        for (var rule : rules) {
            for (var wider : rule.reach().scope().enclosing()) {
                rulesAt.getOrDefault(new At(rule.kind(), wider.key()), List.of())
                        .forEach(above -> checkBelow(above, rule));
            }
        }
    }

    private void checkIds() {
        var first = new HashMap<String, Rule>();
        for (var rule : rules) {
            var other = first.putIfAbsent(rule.id(), rule);
            if (other != null) {
                fault(rule, Reason.DUPLICATE, "the id stands already in " + other.source());
            }
        }
    }

    private void checkSameScope(Rule earlier, Rule rule) {
        if (!earlier.reach().meets(rule.reach())) {
            return;
        }
        boolean sameDocument = earlier.citations().stream()
                .anyMatch(one -> rule.citations().stream().anyMatch(one::sameDocument));
        if (sameDocument) {
            fault(rule, Reason.OVERLAPS, "the same document already says for some of the same " + told(earlier));
        } else if (apart(earlier.limit(), rule.limit())) {
            fault(
                    rule,
                    Reason.CONTRADICTS,
                    "neither of its choices and those of the other lie within the other: " + told(earlier));
        }
    }

    private void checkBelow(Rule above, Rule rule) {
        if (!above.reach().meets(rule.reach())) {
            return;
        }
        boolean couldLoosen = above.force() == Force.BINDING || rule.force() == Force.ADVISORY;
        if (couldLoosen && rule.limit().looserThan(above.limit())) {
            fault(rule, Reason.LOOSENS, rule.limit().text() + " is looser than " + told(above) + " of a wider place");
        }
    }

    /** Whether two lists of choices lie side by side; which is the stricter then has no answer. */
    private static boolean apart(Limit a, Limit b) {
        return a.looserThan(b) && b.looserThan(a);
    }

    private static String told(Rule rule) {
        return rule.id() + " (" + rule.limit().text() + ", " + rule.source() + ")";
    }

    private void fault(Rule rule, Reason reason, String message) {
        faults.add(new Fault(rule.source().file(), rule.source().line(), reason, rule.id() + ": " + message));
    }
}
