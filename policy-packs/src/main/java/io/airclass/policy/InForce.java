package io.airclass.policy;

import java.util.List;

/** What is in force somewhere, for somebody, at an instant: asked as often as there are things to measure, it costs no further look-up. */
public record InForce(Policies policies, Situation situation, RegimeInForce regime) {
    /** May it be done? */
    public Verdict judge(Kind kind, Value value) {
        return policies.evaluate(situation, kind, value);
    }

    /** All rules that apply, by kind, the strictest of each kind first. */
    public List<Rule> rules() {
        return policies.rulesInForce(situation);
    }
}
