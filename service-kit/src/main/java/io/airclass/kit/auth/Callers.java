package io.airclass.kit.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

/**
 * Makes a caller of a verified token: with the grants that our own issuer names in it, or those that the service knows of, remembered for
 * seconds. Another issuer is asked who somebody is and not what they may do, nor does it know whom the roster has let go.
 */
final class Callers {
    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final AirclassSettings.Issuer issuer;
    private final Optional<GrantSource> source;
    private final Cache<String, Optional<List<Grant>>> known;

    Callers(AirclassSettings.Issuer issuer, Optional<GrantSource> source) {
        this.issuer = issuer;
        this.source = source;
        this.known = Caffeine.newBuilder()
                .maximumSize(issuer.verifiedTokensMax())
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    Mono<AbstractAuthenticationToken> of(Jwt jwt) {
        if (issuer.builtIn() && jwt.hasClaim("grants")) {
            return Mono.just(CallerToken.of(jwt, issuer));
        }
        if (source.isEmpty()) {
            return Mono.just(CallerToken.of(jwt, issuer, List.of()));
        }
        String person = jwt.getClaimAsString(issuer.personClaim());
        return grants(person, source.get()).flatMap(grants -> grants.map(
                        known -> Mono.<AbstractAuthenticationToken>just(CallerToken.of(jwt, issuer, known)))
                .orElseGet(() -> Refused.mono(Rejection.forbidden("person-not-admitted"))));
    }

    private Mono<Optional<List<Grant>>> grants(String person, GrantSource from) {
        var remembered = known.getIfPresent(person);
        return remembered != null
                ? Mono.just(remembered)
                : from.grantsOf(person)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .doOnNext(grants -> known.put(person, grants));
    }
}
