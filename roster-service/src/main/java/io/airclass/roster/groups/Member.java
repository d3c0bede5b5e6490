package io.airclass.roster.groups;

import java.time.Instant;

/**
 * Somebody in a group.
 *
 * @param grantId of the grant that the membership stands for
 * @param until when the grant ends, and the membership means nothing any more
 * @param reason in the officer's words
 * @param by who put the person there
 */
public record Member(
        String personId, GroupFunction function, String grantId, Instant until, String reason, String by, Instant at) {}
