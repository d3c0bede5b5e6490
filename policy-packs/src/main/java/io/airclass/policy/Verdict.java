package io.airclass.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer to "may I?". */
public sealed interface Verdict {

    /**
     * It may be done.
     *
     * @param rule the strictest binding rule that was kept, if any applies
     * @param advice the strictest advisory rule that is not kept, to be shown and not to be refused by
     */
    record Allowed(Optional<Rule> rule, Optional<Broken> advice) implements Verdict {
        static final Allowed UNREGULATED = new Allowed(Optional.empty(), Optional.empty());
    }

    /** It may not be done: the strictest rule that the value breaks. */
    record Broken(Rule rule, Value value) implements Verdict {
        public String ruleId() {
            return rule.id();
        }

        public Limit limit() {
            return rule.limit();
        }

        public List<Citation> citations() {
            return rule.citations();
        }

        /**
         * The members of a problem detail: {@code rule}, {@code kind}, {@code value}, {@code limit}, {@code unit}, {@code cite}, ready
         * for JSON.
         */
        public Map<String, Object> facts() {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("rule", rule.id());
            facts.put("kind", rule.kind().key());
            facts.put("value", value.json());
            facts.put("limit", rule.limit().json());
            facts.put("unit", rule.kind().unit().name());
            facts.put("cite", rule.cite());
            return facts;
        }
    }
}
