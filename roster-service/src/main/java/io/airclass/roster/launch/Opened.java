package io.airclass.roster.launch;

import java.time.Instant;
import java.util.List;

/**
 * That somebody has opened an app; kept once for a person and an app.
 *
 * @param within of the place where it was opened last
 * @param times how often
 */
public record Opened(
        String personId, String clientId, List<String> within, Instant firstAt, Instant lastAt, long times) {
    public Opened {
        within = List.copyOf(within);
    }

    /** As of somebody who has left: due to go at once. */
    Opened forgotten() {
        return new Opened(personId, clientId, within, firstAt, Instant.EPOCH, times);
    }

    Opened again(List<String> place, Instant at) {
        return new Opened(personId, clientId, place, firstAt, at, times + 1);
    }
}
