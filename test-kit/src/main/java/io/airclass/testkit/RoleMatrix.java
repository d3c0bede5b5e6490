package io.airclass.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Who gets what from each endpoint of a service. Every endpoint that the service maps must be listed, and for each every
 * actor; {@link #verify} calls them all and reports every difference at once.
 */
public final class RoleMatrix {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final WebTestClient client;
    private final RequestMappingHandlerMapping mappings;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    private record Endpoint(
            HttpMethod method,
            String pattern,
            Function<WebTestClient, WebTestClient.RequestHeadersSpec<?>> request,
            Map<String, Integer> expected) {
        String name() {
            return method + " " + pattern;
        }
    }

    public RoleMatrix(WebTestClient client, RequestMappingHandlerMapping mappings) {
        this.client = client;
        this.mappings = mappings;
    }

    /** Somebody who calls; a null token calls without one. */
    public RoleMatrix actor(String name, String token) {
        tokens.put(name, token);
        return this;
    }

    /**
     * An endpoint.
     *
     * @param pattern as the controller maps it
     * @param request makes a request that would succeed for somebody allowed; it is sent once for each actor
     * @param expected status by actor, for example {@code Map.of("teacher", 200, "pupil", 403)}; all actors
     */
    public RoleMatrix endpoint(
            HttpMethod method,
            String pattern,
            Function<WebTestClient, WebTestClient.RequestHeadersSpec<?>> request,
            Map<String, Integer> expected) {
        endpoints.add(new Endpoint(method, pattern, request, expected));
        return this;
    }

    /** Calls every endpoint as every actor. */
    public void verify() {
        var differences = new ArrayList<String>();
        missingFromList().forEach(name -> differences.add(name + " is served but not listed"));
        for (var endpoint : endpoints) {
            if (!endpoint.expected().keySet().equals(tokens.keySet())) {
                differences.add(endpoint.name() + " lists "
                        + endpoint.expected().keySet() + ", the actors are " + tokens.keySet());
            }
            endpoint.expected().forEach((actor, status) -> {
                try {
                    int got = call(endpoint, tokens.get(actor));
                    if (got != status) {
                        differences.add(endpoint.name() + " as " + actor + ": expected " + status + ", got " + got);
                    }
                } catch (IllegalStateException noAnswer) {
                    differences.add(endpoint.name() + " as " + actor + ": " + noAnswer.getMessage());
                }
            });
        }
        if (!differences.isEmpty()) {
            throw new AssertionError("The role matrix differs:\n" + String.join("\n", differences));
        }
    }

    private int call(Endpoint endpoint, String token) {
        var request = endpoint.request().apply(client);
        if (token != null) {
            request.headers(headers -> headers.setBearerAuth(token));
        }
        var result = request.exchange().returnResult(byte[].class);
        if (MediaType.TEXT_EVENT_STREAM.isCompatibleWith(
                result.getResponseHeaders().getContentType())) {
            result.getResponseBody().subscribe().dispose(); // a stream has no end to wait for
        } else {
            result.getResponseBody().blockLast(ANSWER_MAX); // one cut short can spoil the connection for the next
        }
        return result.getStatus().value();
    }

    /** Endpoints that the service serves and the list does not have. */
    public TreeSet<String> missingFromList() {
        var listed = endpoints.stream().map(Endpoint::name).collect(Collectors.toSet());
        var served = new TreeSet<String>();
        mappings.getHandlerMethods().keySet().forEach(mapping -> mapping.getMethodsCondition()
                .getMethods()
                .forEach(method -> mapping.getPatternsCondition()
                        .getPatterns()
                        .forEach(pattern -> served.add(method + " " + pattern.getPatternString()))));
        served.removeAll(listed);
        return served;
    }
}
