package io.airclass.schedule.live.provider;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All providers, and how a room is found: the first of a list that gives one, within a bounded time. */
public final class Providers {
    private static final Logger log = LoggerFactory.getLogger(Providers.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final Map<String, LiveProvider> byKey = new LinkedHashMap<>();
    private final List<String> ownServers;
    private final Duration placeTimeout;

    Providers(List<LiveProvider> providers, Duration placeTimeout) {
        providers.forEach(provider -> byKey.put(provider.key(), provider));
        this.ownServers = providers.stream()
                .filter(provider -> provider instanceof BigBlueButton)
                .map(LiveProvider::key)
                .toList();
        this.placeTimeout = placeTimeout;
    }

    /** Removes a recording; fails, to be tried again, while its provider cannot say that it is gone, or is in no setting any more. */
    public Mono<Void> delete(String provider, String recordingId) {
        return Mono.justOrEmpty(named(provider))
                .switchIfEmpty(Mono.error(() -> new ProviderDown(provider, "it is in no setting any more")))
                .flatMap(found -> found.delete(recordingId))
                .then();
    }

    /** Whether what happens in a room of this provider is recorded; of one that is in no setting any more nothing is found. */
    public boolean records(String key) {
        return named(key).filter(LiveProvider::records).isPresent();
    }

    public Optional<LiveProvider> named(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The server of ours of that name. */
    Optional<BigBlueButton> server(String key) {
        return Optional.ofNullable(byKey.get(key))
                .filter(BigBlueButton.class::isInstance)
                .map(BigBlueButton.class::cast);
    }

    /** Whether a lesson may have this entry in its list: a provider that is there, with an address where it needs one. */
    public boolean takes(ProviderChoice choice) {
        return switch (byKey.get(choice.provider())) {
            case LinkOut linkOut -> linkOut.leadsHere(choice.address());
            case null -> false;
            default -> choice.address() == null && choice.code() == null;
        };
    }

    /** Of a lesson for which nobody has said anything: all servers of ours, each lesson beginning with another. */
    public List<ProviderChoice> standard(String lessonId) {
        var servers = new ArrayList<>(ownServers);
        if (!servers.isEmpty()) {
            Collections.rotate(servers, Math.floorMod(lessonId.hashCode(), servers.size()));
        }
        return servers.stream().map(ProviderChoice::of).toList();
    }

    /** A room with the first of these that gives one; refused with {@code live-unavailable} where none does in time. */
    public Mono<Room> open(List<ProviderChoice> choices, Opening opening) {
        return Flux.fromIterable(choices)
                .concatMap(choice -> attempt(opening.at(choice)), 1)
                .next()
                .timeout(placeTimeout)
                .onErrorResume(TimeoutException.class, _ -> {
                    log.warn("No provider gave a room within {}", placeTimeout);
                    return Mono.empty();
                })
                .switchIfEmpty(Refused.mono(Rejection.unavailable("live-unavailable", TRY_AGAIN)));
    }

    private Mono<Room> attempt(Opening opening) {
        return Mono.justOrEmpty(named(opening.choice().provider()))
                .flatMap(provider -> provider.open(opening))
                .onErrorResume(Providers::isUnusable, thrown -> {
                    log.warn("The next provider is taken: {}", thrown.getMessage());
                    return Mono.empty();
                });
    }

    /** Whether a provider failed or refused, as one may. */
    public static boolean isUnusable(Throwable thrown) {
        return thrown instanceof ProviderDown || thrown instanceof ProviderRefused;
    }

    /** Closes a room that is not needed; where that fails it closes by itself when it is empty. */
    public Mono<Void> closeIfPossible(Room room) {
        return Mono.justOrEmpty(named(room.provider()))
                .flatMap(provider -> provider.close(room))
                .onErrorResume(Providers::isUnusable, thrown -> {
                    log.warn("A room stays open: {}", thrown.getMessage());
                    return Mono.empty();
                });
    }
}
