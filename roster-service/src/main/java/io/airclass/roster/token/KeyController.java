package io.airclass.roster.token;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.org.Org;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Changing the issuer's keys before their time. */
@RestController
class KeyController {
    private final KeyService keys;

    KeyController(KeyService keys) {
        this.keys = keys;
    }

    record KeyResponse(String keyId, KeyRules.State state, Instant madeAt, Instant signsFrom) {}

    /** The next key, which signs after the overlap; asked for again before that, the same one. */
    @PostMapping("/api/auth/keys/rotation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<KeyResponse> rotate(Caller caller) {
        return caller.has(Role.PLATFORM_ADMINISTRATOR, List.of(Org.ROOT))
                ? keys.rotate(keyId -> List.of(
                                Audit.ofOrg(caller, "signing-key-rotated", List.of(Org.ROOT), Map.of("keyId", keyId))))
                        .map(key -> new KeyResponse(key.id(), key.state(), key.madeAt(), key.signsFrom()))
                : Refused.mono(Rejection.forbidden("key-rotation-forbidden"));
    }
}
