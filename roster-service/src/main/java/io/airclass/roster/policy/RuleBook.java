package io.airclass.roster.policy;

import io.airclass.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules that an organisation ever stated, in the order in which it did; {@code _id} is the organisation's. */
public record RuleBook(List<StatedRule> rules) {
    static final RuleBook EMPTY = new RuleBook(List.of());

    public RuleBook {
        rules = List.copyOf(rules);
    }

    Optional<StatedRule> find(String ruleId) {
        return rules.stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
    }

    /** As the policies understand them; without those that never held. */
    List<Rule> rules(List<String> within) {
        return rules.stream()
                .filter(rule -> !rule.withdrawn())
                .map(rule -> rule.local(within).rule())
                .toList();
    }

    RuleBook with(StatedRule added) {
        var more = new ArrayList<>(rules);
        more.add(added);
        return new RuleBook(more);
    }

    RuleBook replacing(StatedRule changed) {
        return new RuleBook(rules.stream()
                .map(rule -> rule.id().equals(changed.id()) ? changed : rule)
                .toList());
    }
}
