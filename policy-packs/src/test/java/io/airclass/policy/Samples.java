package io.airclass.policy;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Rules made by hand. */
final class Samples {
    static final LocalDate FIRST_DAY = LocalDate.of(2019, 9, 1);

    private Samples() {}

    static Rule rule(String id, Kind kind, Limit limit, Scope scope) {
        return rule(
                id,
                kind,
                limit,
                Force.BINDING,
                new Reach(scope, Learners.EVERYONE, EnumSet.allOf(Regime.class), Period.since(FIRST_DAY)));
    }

    static Rule rule(String id, Kind kind, Limit limit, Force force, Reach reach) {
        var citation = new Citation(Optional.of("文件" + id), Optional.empty(), Optional.empty(), Optional.empty());
        return new Rule(
                id, kind, limit, force, reach, List.of(citation), Optional.empty(), new Source("pack", "pack.yaml", 1));
    }
}
