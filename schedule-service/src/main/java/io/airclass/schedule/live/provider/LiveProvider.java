package io.airclass.schedule.live.provider;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A service for live lessons. Calls to one that does not answer, or answers nonsense, end in {@link ProviderDown}; one that answers that
 * it will not, in {@link ProviderRefused}. Every call may be repeated.
 */
public interface LiveProvider {

    /** Its name in lists of providers and in rooms. */
    String key();

    /** A room for a lesson; the same opening again gives the same room. */
    Mono<Room> open(Opening opening);

    /** Whether the room is there for whoever comes; asks the provider. */
    Mono<Boolean> holds(Room room);

    /** Sends everybody out; nothing happens where there is no such room. */
    Mono<Void> close(Room room);

    /** The address by which one person enters; made here, without asking the provider. */
    String address(Room room, Seat seat);

    /** Whether it records what happens in a room. */
    boolean records();

    /** What was recorded in a room and is ready to be watched. */
    Flux<Recording> recordings(Room room);

    /** Removes a recording for good; false where there was none. */
    Mono<Boolean> delete(String recordingId);
}
