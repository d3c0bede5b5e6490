package io.airclass.schedule.live.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What a BigBlueButton server tells us; it shows by its secret that it is the one. */
@RestController
class CallbackController {
    private static final int TOKEN_CHARS_MAX = 8_192;

    private final Providers providers;
    private final RoomEvents events;

    CallbackController(Providers providers, RoomEvents events) {
        this.providers = providers;
        this.events = events;
    }

    @GetMapping("/api/live/rooms/{roomId}/ended")
    Mono<ResponseEntity<Void>> ended(
            @PathVariable String roomId,
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String signature) {
        return providers
                        .server(server)
                        .filter(known -> known.endedBy(roomId, signature))
                        .isPresent()
                ? events.roomClosed(roomId)
                        .thenReturn(ResponseEntity.noContent().build())
                : unsigned();
    }

    @PostMapping(path = "/api/live/servers/{server}/recordings", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<ResponseEntity<Void>> recordingReady(@PathVariable String server, ServerWebExchange exchange) {
        return exchange.getFormData()
                .mapNotNull(form -> form.getFirst("signed_parameters"))
                .flatMap(token -> Mono.justOrEmpty(providers.server(server).flatMap(known -> room(known, token))))
                .switchIfEmpty(Refused.mono(Rejection.unauthenticated("callback-not-signed")))
                .flatMap(roomId -> events.recordingReady(server, roomId))
                .thenReturn(ResponseEntity.noContent().build());
    }

    private static Optional<String> room(BigBlueButton server, String token) {
        try {
            if (token.length() > TOKEN_CHARS_MAX) {
                return Optional.empty();
            }
            var jwt = SignedJWT.parse(token);
            boolean right = JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
                    && jwt.verify(new MACVerifier(server.secret().getBytes(StandardCharsets.UTF_8)));
            return right ? Optional.ofNullable(jwt.getJWTClaimsSet().getStringClaim("meeting_id")) : Optional.empty();
        } catch (ParseException | JOSEException unreadable) {
            return Optional.empty();
        }
    }

    private static <T> Mono<T> unsigned() {
        return Refused.mono(Rejection.unauthenticated("callback-not-signed"));
    }
}
