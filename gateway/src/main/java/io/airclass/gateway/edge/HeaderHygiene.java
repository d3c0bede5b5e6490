package io.airclass.gateway.edge;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Which headers go on. From callers: not what only proxies may say, not what holds for one connection (RFC 9110 7.6.1, the ones
 * named by {@code Connection} included), not what overrides method or address. From services: nothing about their insides.
 */
@Component
final class HeaderHygiene implements HttpHeadersFilter, Ordered {
    private static final Set<String> NEVER_SENT = Set.of(
            "connection",
            "expect",
            "forwarded",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "via",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-real-ip",
            "x-rewrite-url");
    private static final Set<String> NEVER_ANSWERED =
            Set.of("connection", "keep-alive", "proxy-authenticate", "server", "trailer", "upgrade", "x-powered-by");
    private static final Set<String> ALWAYS_SENT =
            Set.of("host", "content-length", "transfer-encoding", "authorization");

    private final CallerAddress callers;

    HeaderHygiene(CallerAddress callers) {
        this.callers = callers;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        var kept = new HttpHeaders();
        var named = namedByConnection(input);
        input.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if ((!NEVER_SENT.contains(lower) || isMethodOfUpload(lower, exchange))
                    && !lower.startsWith("x-forwarded-")
                    && !lower.startsWith("x-airclass-")
                    && !named.contains(lower)) {
                kept.addAll(name, values);
            }
        });
        String id = exchange.getRequiredAttribute(EntryFilter.REQUEST_ID);
        kept.set(EntryFilter.REQUEST_ID, id);
        kept.set(CallerAddress.HEADER, callers.address(exchange));
        return kept;
    }

    /** A client of tus that cannot say PATCH says it so; only what takes uploads in pieces looks there. */
    private static boolean isMethodOfUpload(String lower, ServerWebExchange exchange) {
        return lower.equals("x-http-method-override")
                && exchange.getRequest().getMethod() == HttpMethod.POST
                && exchange.getRequest().getPath().value().startsWith("/api/uploads/");
    }

    /** A caller may name headers of its own this way, but not take away what the request stands on. */
    private static Set<String> namedByConnection(HttpHeaders input) {
        var named = new HashSet<String>();
        input.getConnection().forEach(name -> named.add(name.strip().toLowerCase(Locale.ROOT)));
        named.removeAll(ALWAYS_SENT);
        return named;
    }

    /** The answer's headers, cleaned. */
    static final class OfAnswers implements HttpHeadersFilter, Ordered {
        @Override
        public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
            var kept = new HttpHeaders();
            input.forEach((name, values) -> {
                if (!NEVER_ANSWERED.contains(name.toLowerCase(Locale.ROOT))
                        && !name.equalsIgnoreCase(EntryFilter.REQUEST_ID)) {
                    kept.addAll(name, values);
                }
            });
            return kept;
        }

        @Override
        public boolean supports(Type type) {
            return type == Type.RESPONSE;
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }

    /** Before the filter that adds traceparent. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
