package io.airclass.roster.token;

import com.nimbusds.jose.jwk.RSAKey;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.FieldError;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The issuer over HTTP: tokens, discovery, keys. */
@RestController
class TokenController {
    private static final CacheControl KEYS_CACHED = CacheControl.maxAge(Duration.ofMinutes(5));

    private static final int CLIENT_CHARS_MAX = 120;

    private final TokenService tokens;
    private final KeyService keys;
    private final String issuer;
    private final boolean builtIn;

    TokenController(TokenService tokens, KeyService keys, AirclassSettings settings) {
        this.tokens = tokens;
        this.keys = keys;
        this.issuer = settings.issuer().uri();
        this.builtIn = settings.issuer().builtIn();
    }

    record TokenRequest(
            @NotBlank @Size(max = 20) String grantType,
            @Size(max = 64) String username,
            @Size(max = 128) String password,
            @Size(max = 200) String refreshToken) {
        @Override
        public String toString() {
            return "TokenRequest[" + grantType + "]";
        }
    }

    record TokenResponse(String accessToken, String tokenType, long expiresIn, String refreshToken) {
        @Override
        public String toString() {
            return "TokenResponse[expiresIn=" + expiresIn + "]";
        }
    }

    @PostMapping("/api/auth/token")
    Mono<ResponseEntity<TokenResponse>> token(
            @Valid @RequestBody TokenRequest request,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false) String client,
            ServerHttpRequest http) {
        demandBuiltIn();
        Mono<TokenService.Tokens> answer =
                switch (request.grantType()) {
                    case "password" -> {
                        demand("username", request.username(), "password", request.password());
                        yield tokens.signIn(
                                request.username(), request.password(), CallerAddress.of(http), shortened(client));
                    }
                    case "refresh" -> {
                        demand("refreshToken", request.refreshToken());
                        yield tokens.refresh(request.refreshToken());
                    }
                    default ->
                        throw new Refused(Rejection.invalid(
                                "invalid-fields",
                                new FieldError("/grantType", "unknown", "grantType is password or refresh")));
                };
        return answer.map(pair -> ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new TokenResponse(pair.accessToken(), "Bearer", pair.expiresInSeconds(), pair.refreshToken())));
    }

    private static String shortened(String client) {
        return client == null || client.length() <= CLIENT_CHARS_MAX ? client : client.substring(0, CLIENT_CHARS_MAX);
    }

    private void demandBuiltIn() {
        if (!builtIn) {
            throw new Refused(Rejection.notFound("issuer-elsewhere").with("issuer", issuer));
        }
    }

    /** Names and values in turn. */
    private static void demand(String... fields) {
        List<FieldError> missing = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] == null || fields[i + 1].isEmpty()) {
                missing.add(new FieldError("/" + fields[i], "missing", fields[i] + " is missing"));
            }
        }
        if (!missing.isEmpty()) {
            throw new Refused(Rejection.invalid("invalid-fields", missing));
        }
    }

    @PostMapping("/api/auth/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> signOut(Caller caller) {
        return tokens.signOut(caller);
    }

    @GetMapping("/.well-known/openid-configuration")
    ResponseEntity<Map<String, Object>> discovery() {
        demandBuiltIn();
        return ResponseEntity.ok()
                .cacheControl(KEYS_CACHED)
                .body(Map.of(
                        "issuer", issuer,
                        "jwks_uri", issuer + "/.well-known/jwks.json",
                        "token_endpoint", issuer + "/api/auth/token",
                        "response_types_supported", List.of("token"),
                        "subject_types_supported", List.of("public"),
                        "id_token_signing_alg_values_supported", List.of("RS256"),
                        "claims_supported", List.of("iss", "aud", "sub", "sid", "grants", "must", "iat", "exp")));
    }

    @GetMapping("/.well-known/jwks.json")
    Mono<ResponseEntity<Map<String, Object>>> keys() {
        demandBuiltIn();
        return keys.published().map(all -> ResponseEntity.ok()
                .cacheControl(KEYS_CACHED)
                .body(Map.of("keys", all.stream().map(RSAKey::toJSONObject).toList())));
    }
}
