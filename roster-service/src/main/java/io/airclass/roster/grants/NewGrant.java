package io.airclass.roster.grants;

import io.airclass.contracts.Role;
import java.time.Instant;

/**
 * What an officer asks for.
 *
 * @param from now where it is absent
 */
record NewGrant(Role role, String org, Instant from, Instant until, String reason) {}
