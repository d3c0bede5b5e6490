package io.airclass.gateway.edge;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.ProblemHandler;
import io.airclass.kit.problem.Rejection;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The first to see a request. All our addresses and ids consist of a few plain characters, so a path with anything else in it
 * (an escape, a backslash, an empty or dot segment, a matrix parameter) is refused before anybody can read it in two ways.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class EntryFilter implements WebFilter {
    static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern PLAIN_PATH = Pattern.compile("/|(?:/(?!\\.\\.?(?:/|$))[A-Za-z0-9._~-]+)+/?");
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final ProblemHandler problems;

    EntryFilter(ProblemHandler problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var given = request.getHeaders().getFirst(REQUEST_ID);
        var id = given != null && PLAIN_ID.matcher(given).matches() ? given : Ids.next();
        exchange.getAttributes().put(REQUEST_ID, id);
        exchange.getResponse().getHeaders().set(REQUEST_ID, id);
        exchange.getResponse()
                .beforeCommit(() ->
                        Mono.fromRunnable(() -> protect(exchange.getResponse().getHeaders())));
        if (!PLAIN_PATH.matcher(request.getURI().getRawPath()).matches()) {
            return problems.write(exchange, Rejection.invalid("malformed-path"));
        }
        var coding = request.getHeaders().getFirst(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            return problems.write(exchange, Rejection.invalid("malformed-request"));
        }
        return chain.filter(exchange);
    }

    /** Besides what Spring Security sets: our answers are data, never a page. A service that set its own keeps it. */
    private static void protect(HttpHeaders headers) {
        setIfAbsent(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        setIfAbsent(headers, "Referrer-Policy", "no-referrer");
        setIfAbsent(headers, "X-Content-Type-Options", "nosniff");
        setIfAbsent(headers, "X-Frame-Options", "DENY");
    }

    private static void setIfAbsent(HttpHeaders headers, String name, String value) {
        if (headers.getFirst(name) == null) {
            headers.set(name, value);
        }
    }
}
