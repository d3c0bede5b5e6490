package io.airclass.schedule.live.provider;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One BigBlueButton 3 server, by its documented HTTP calls. Each call has a time limit, and a breaker stands before all of them. */
final class BigBlueButton implements LiveProvider {
    /** People whose own end was not recorded are sent out a while after the planned end. */
    private static final Duration LONGER = Duration.ofMinutes(30);

    private static final String NOT_FOUND = "notFound";

    private final BbbServer server;
    private final WebClient http;
    private final CircuitBreaker breaker;
    private final Duration callTimeout;
    private final String callbackUri;

    /** @param callbackUri where the server finds us; empty where it shall not look */
    BigBlueButton(BbbServer server, WebClient http, CircuitBreaker breaker, Duration callTimeout, String callbackUri) {
        this.server = server;
        this.http = http;
        this.breaker = breaker;
        this.callTimeout = callTimeout;
        this.callbackUri = callbackUri;
    }

    @Override
    public String key() {
        return server.name();
    }

    /** The passwords are made of the room's name, so that the same opening again is not another meeting of that name. */
    @Override
    public Mono<Room> open(Opening opening) {
        String roomId = opening.roomId();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("name", opening.title());
        parameters.put("meetingID", roomId);
        parameters.put("attendeePW", server.sign("viewer " + roomId));
        parameters.put("moderatorPW", server.sign("moderator " + roomId));
        parameters.put("record", "true");
        parameters.put("autoStartRecording", "true");
        parameters.put("allowStartStopRecording", "true");
        parameters.put("muteOnStart", "true");
        parameters.put("guestPolicy", "ALWAYS_ACCEPT");
        parameters.put("duration", String.valueOf(opening.length().plus(LONGER).toMinutes()));
        if (!callbackUri.isEmpty()) {
            parameters.put("meta_endCallbackUrl", endedAddress(roomId));
            parameters.put("meta_bbb-recording-ready-url", callbackUri + "/api/live/servers/" + key() + "/recordings");
        }
        return call("create", parameters).map(_ -> new Room(key(), roomId, opening.number(), null, null, opening.at()));
    }

    private String endedAddress(String roomId) {
        return callbackUri + "/api/live/rooms/" + URLEncoder.encode(roomId, StandardCharsets.UTF_8) + "/ended?server="
                + key() + "&signature=" + server.sign("ended " + roomId);
    }

    /** Whether a message that a room has ended comes from this server. */
    boolean endedBy(String roomId, String signature) {
        return server.signed("ended " + roomId, signature);
    }

    /** What it signs its messages with. */
    String secret() {
        return server.secret();
    }

    @Override
    public Mono<Boolean> holds(Room room) {
        return call("isMeetingRunning", Map.of("meetingID", room.id()))
                .map(answer -> answer.text("running").filter("true"::equals).isPresent());
    }

    @Override
    public Mono<Void> close(Room room) {
        return call("end", Map.of("meetingID", room.id()))
                .then()
                .onErrorResume(ProviderRefused.class, this::unlessGone);
    }

    private <T> Mono<T> unlessGone(ProviderRefused refused) {
        return refused.reason().equals(NOT_FOUND) ? Mono.empty() : Mono.error(refused);
    }

    @Override
    public String address(Room room, Seat seat) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("fullName", seat.name());
        parameters.put("meetingID", room.id());
        parameters.put("role", seat.part().name());
        parameters.put("userID", seat.personId());
        return server.address("join", parameters);
    }

    @Override
    public boolean records() {
        return true;
    }

    @Override
    public Flux<Recording> recordings(Room room) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("meetingID", room.id());
        parameters.put("state", "published");
        return call("getRecordings", parameters)
                .flatMapIterable(answer -> answer.children("recordings", "recording"))
                .filter(recording ->
                        recording.text("meetingID").filter(room.id()::equals).isPresent())
                .mapNotNull(recording -> recording(recording).orElse(null));
    }

    /** What is watched is the presentation, or the video, and never what has no length. */
    private static Optional<Recording> recording(XmlNode recording) {
        return recording.children("playback", "format").stream()
                .filter(format -> format.text("type")
                        .filter(List.of("presentation", "video")::contains)
                        .isPresent())
                .flatMap(format -> format.text("url").stream())
                .filter(BigBlueButton::isWebAddress)
                .findFirst()
                .flatMap(address -> recording.text("recordID").flatMap(id -> length(recording)
                        .map(length ->
                                new Recording(id, recording.text("meetingID").orElseThrow(), address, length))));
    }

    private static boolean isWebAddress(String address) {
        return address.startsWith("https://") || address.startsWith("http://");
    }

    private static Optional<Duration> length(XmlNode recording) {
        try {
            long from = Long.parseLong(recording.text("startTime").orElse(""));
            long until = Long.parseLong(recording.text("endTime").orElse(""));
            return until > from ? Optional.of(Duration.ofMillis(until - from)) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    @Override
    public Mono<Boolean> delete(String recordingId) {
        return call("deleteRecordings", Map.of("recordID", recordingId))
                .flatMap(answer -> answer.text("deleted").filter("true"::equals).isPresent()
                        ? Mono.just(true)
                        : Mono.<Boolean>error(new ProviderDown(key(), "it did not delete a recording")))
                .onErrorResume(ProviderRefused.class, refused -> this.<Boolean>unlessGone(refused)
                        .defaultIfEmpty(false));
    }

    private Mono<XmlNode> call(String call, Map<String, String> parameters) {
        return http.get()
                .uri(URI.create(server.address(call, parameters)))
                .exchangeToMono(this::body)
                .timeout(callTimeout)
                .onErrorMap(thrown -> !(thrown instanceof ProviderDown), this::down)
                .flatMap(this::answer)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, _ -> new ProviderDown(key(), "it was down just now"));
    }

    private Mono<byte[]> body(ClientResponse response) {
        return response.statusCode().isSameCodeAs(HttpStatus.OK)
                ? response.bodyToMono(byte[].class)
                        .switchIfEmpty(Mono.error(() -> new ProviderDown(key(), "no answer")))
                : response.releaseBody()
                        .then(Mono.error(() -> new ProviderDown(
                                key(), "it answers " + response.statusCode().value())));
    }

    /** Only the kind of failure: messages of the client name the address, and the address is a signed command. */
    private ProviderDown down(Throwable thrown) {
        return new ProviderDown(key(), thrown.getClass().getSimpleName());
    }

    private Mono<XmlNode> answer(byte[] body) {
        try {
            var answer = XmlNode.parse(body);
            var code = answer.text("returncode").orElse("");
            if (code.equalsIgnoreCase("SUCCESS")) {
                return Mono.just(answer);
            }
            return code.equalsIgnoreCase("FAILED")
                    ? Mono.error(
                            new ProviderRefused(key(), answer.text("messageKey").orElse("unknown")))
                    : Mono.error(new ProviderDown(key(), "an answer without a result"));
        } catch (XMLStreamException malformed) {
            return Mono.error(new ProviderDown(key(), "an answer that is no XML"));
        }
    }
}
