package io.airclass.schedule.live.provider;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A service whose rooms people make themselves (钉钉, 腾讯会议, QQ, 教育云): a lesson says the address and the code, and they are told on.
 * The ministry's list must have it (R020).
 *
 * @param filingNumber under which the ministry lists it, for example 教APP备3300001号
 * @param hosts where its rooms lie; {@code *.dingtalk.com} is every name under it
 */
record LinkOut(String key, String filingNumber, List<String> hosts) implements LiveProvider {
    private static final int ADDRESS_CHARS_MAX = 1000;

    /** Whether an address leads to this service and nowhere else. */
    boolean leadsHere(String address) {
        if (address == null || address.length() > ADDRESS_CHARS_MAX) {
            return false;
        }
        try {
            var uri = URI.create(address);
            return "https".equals(uri.getScheme())
                    && uri.getUserInfo() == null
                    && uri.getHost() != null
                    && (uri.getPort() == -1 || uri.getPort() == 443)
                    && isAllowed(uri.getHost().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private boolean isAllowed(String host) {
        return hosts.stream()
                .anyMatch(allowed ->
                        allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : host.equals(allowed));
    }

    @Override
    public Mono<Room> open(Opening opening) {
        var choice = opening.choice();
        return leadsHere(choice.address())
                ? Mono.just(new Room(
                        key, opening.roomId(), opening.number(), choice.address(), choice.code(), opening.at()))
                : Mono.error(new ProviderRefused(key, "the address is not one of its own"));
    }

    @Override
    public Mono<Boolean> holds(Room room) {
        return Mono.just(true);
    }

    @Override
    public Mono<Void> close(Room room) {
        return Mono.empty();
    }

    @Override
    public String address(Room room, Seat seat) {
        return room.address();
    }

    @Override
    public boolean records() {
        return false;
    }

    @Override
    public Flux<Recording> recordings(Room room) {
        return Flux.empty();
    }

    @Override
    public Mono<Boolean> delete(String recordingId) {
        return Mono.just(false);
    }
}
