package io.airclass.kit.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.airclass.kit.settings.AirclassSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

/** Makes a caller of a verified token: with the grants that it names, or those that the service knows of, remembered for seconds. */
final class Callers {
    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final AirclassSettings.Issuer issuer;
    private final Optional<GrantSource> source;
    private final Cache<String, List<Grant>> known;

    Callers(AirclassSettings.Issuer issuer, Optional<GrantSource> source) {
        this.issuer = issuer;
        this.source = source;
        this.known = Caffeine.newBuilder()
                .maximumSize(issuer.verifiedTokensMax())
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    Mono<AbstractAuthenticationToken> of(Jwt jwt) {
        if (jwt.hasClaim("grants") || source.isEmpty()) {
            return Mono.just(CallerToken.of(jwt, issuer));
        }
        String person = jwt.getClaimAsString(issuer.personClaim());
        return grants(person, source.get()).map(grants -> CallerToken.of(jwt, issuer, grants));
    }

    private Mono<List<Grant>> grants(String person, GrantSource from) {
        var remembered = known.getIfPresent(person);
        return remembered != null
                ? Mono.just(remembered)
                : from.grantsOf(person).defaultIfEmpty(List.of()).doOnNext(grants -> known.put(person, grants));
    }
}
