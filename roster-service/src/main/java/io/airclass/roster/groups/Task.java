package io.airclass.roster.groups;

import java.time.Instant;

/**
 * What is still to be carried over to a person.
 *
 * @param give else take away
 * @param by in whose name
 */
public record Task(boolean give, String personId, String grantId, Instant until, String reason, String by) {}
