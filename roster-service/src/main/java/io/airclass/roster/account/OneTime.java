package io.airclass.roster.account;

import java.time.Instant;

/**
 * A password that somebody else handed out: good until it is changed at the first sign-in, and not for ever.
 *
 * @param givenBy the batch or the reset that made it
 */
public record OneTime(String givenBy, Instant until) {}
