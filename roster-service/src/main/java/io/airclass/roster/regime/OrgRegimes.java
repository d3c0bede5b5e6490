package io.airclass.roster.regime;

import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.policy.Regime;
import io.airclass.policy.RegimePeriod;
import io.airclass.policy.RegimeTimeline;
import java.util.List;
import java.util.Optional;

/** All that an organisation decided about its regime, the latest last; {@code _id} is the organisation's. */
public record OrgRegimes(List<Decided> periods) {
    public static final OrgRegimes NONE = new OrgRegimes(List.of());

    public OrgRegimes {
        periods = List.copyOf(periods);
    }

    /** As the policies understand it. */
    public RegimeTimeline timeline() {
        return new RegimeTimeline(periods.stream()
                .map(each -> new RegimePeriod(regime(each.regime()), each.from(), Optional.ofNullable(each.until())))
                .toList());
    }

    RegimeChangedV1 changed(String orgId) {
        return new RegimeChangedV1(orgId, periods.stream().map(Decided::period).toList());
    }

    private static Optional<Regime> regime(RegimeStatement statement) {
        return switch (statement) {
            case NORMAL -> Optional.of(Regime.NORMAL);
            case ONLINE -> Optional.of(Regime.ONLINE);
            case AS_ABOVE -> Optional.empty();
        };
    }
}
