package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Role;
import java.time.Instant;

/**
 * A role at an organisation; it reaches the organisation and all below it.
 *
 * @param from it holds from then on; absent where it has always held
 * @param until it holds before then; absent where it has no end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonGrant(
        Role role,
        String orgId,
        @MayBeAbsent Instant from,
        @MayBeAbsent Instant until) {
    public PersonGrant {
        required("role", role);
        required("orgId", orgId);
    }

    /** Whether it holds at that instant. */
    public boolean holdsAt(Instant at) {
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
}
