package io.airclass.kit.auth;

import io.airclass.kit.problem.Refused;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import reactor.core.publisher.Mono;

/** Lets everybody through who is signed in and has nothing to complete; others only to what is open to them. */
final class DutyGate implements ReactiveAuthorizationManager<AuthorizationContext> {
    private final ServerWebExchangeMatcher open;

    DutyGate(List<String> patterns) {
        open = patterns.isEmpty()
                ? _ -> ServerWebExchangeMatcher.MatchResult.notMatch()
                : new OrServerWebExchangeMatcher(
                        patterns.stream().map(DutyGate::matcher).toList());
    }

    private static ServerWebExchangeMatcher matcher(String pattern) {
        int space = pattern.indexOf(' ');
        return space < 0
                ? ServerWebExchangeMatchers.pathMatchers(pattern)
                : new PathPatternParserServerWebExchangeMatcher(
                        pattern.substring(space + 1), HttpMethod.valueOf(pattern.substring(0, space)));
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        return authentication
                .filter(Authentication::isAuthenticated)
                .flatMap(who ->
                        who instanceof CallerToken token && !token.duties().isEmpty()
                                ? completing(token, context)
                                : granted())
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    private Mono<AuthorizationResult> completing(CallerToken token, AuthorizationContext context) {
        return open.matches(context.getExchange())
                .flatMap(match -> match.isMatch()
                        ? granted()
                        : Refused.mono(token.duties().getFirst().rejection()));
    }

    private static Mono<AuthorizationResult> granted() {
        return Mono.just(new AuthorizationDecision(true));
    }
}
