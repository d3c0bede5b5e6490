package io.airclass.roster.regime;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.OrgRepository;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decisions that were made long ago, by the rules of then. */
@Component
public class PastRegimes {
    private final RegimeRepository regimes;
    private final OrgRepository orgs;

    PastRegimes(RegimeRepository regimes, OrgRepository orgs) {
        this.regimes = regimes;
        this.orgs = orgs;
    }

    /** What an officer of the organisation decided at {@code at}, to hold from then on. */
    public void decided(String orgId, RegimeStatement regime, Instant at) {
        var officer = new Caller("officer-of-2020", "", List.of(new Grant(Role.TEACHING_OFFICER, orgId)), Instant.MAX);
        var org = orgs.findAll(List.of(orgId)).blockFirst();
        long version =
                regimes.find(orgId).map(Stored::version).defaultIfEmpty(0L).block();
        regimes.put(
                        orgId,
                        version,
                        current -> RegimeRules.decide(
                                officer, org, current, version, new RegimeChange(regime, null, null, "疫情防控"), at))
                .block();
    }
}
