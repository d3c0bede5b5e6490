package io.airclass.roster.care;

import io.airclass.contracts.MayBeAbsent;

/**
 * What the world was told of a class.
 *
 * @param told absent before the first time
 * @param dueAt when it is to be counted anew, in milliseconds; absent where nothing has changed since
 */
public record ClassConnectivity(
        @MayBeAbsent ConnectivityCounts told, @MayBeAbsent Long dueAt) {}
