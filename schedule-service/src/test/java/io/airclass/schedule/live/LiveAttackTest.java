package io.airclass.schedule.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.testkit.TestTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every path of lessons and replays, tried with other people's ids and with what nobody should send: told off, and never broken. */
class LiveAttackTest extends LiveServiceTest {
    /** As long as still fits a request line of 4,096 bytes: a longer one on a kept connection may never be answered (Reactor Netty 1.3.8). */
    private static final String LONG_ID = "x".repeat(900);

    private static final List<String> STRANGE_IDS = List.of(
            "%00",
            "..%2F..%2Fme",
            "$where",
            "%F0%9F%98%80",
            LONG_ID,
            "%20",
            "a%0d%0ab",
            "~~",
            "class~20260907~1~r1",
            "people.x",
            "-1",
            "test~~20260907~1");

    private static final List<String> STRANGE_BODIES = List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"device\":{\"$gt\":\"\"}}",
            "{\"device\":\"PC\",\"name\":\"" + "课".repeat(5_000) + "\"}",
            "{\"left\":\"true\"}",
            "{\"providers\":[null]}",
            "{\"providers\":[{\"provider\":\"dingtalk\",\"address\":\"https://h5.dingtalk.com\\u0000/\"}]}",
            "{\"ranges\":[{\"from\":-2147483648,\"until\":2147483647}]}",
            "{\"ranges\":[null]}",
            "{\"until\":\"+1000000000-12-31T23:59:59.999999999Z\"}",
            "{\"until\":\"-1000000000-01-01T00:00:00Z\"}",
            "{\"personIds\":[\"\\u0000\"],\"trainedOn\":\"+999999999-12-31\",\"validUntil\":\"-999999999-01-01\"}",
            "{\"teacherId\":\"x\",\"startsAt\":\"-1000000000-01-01T00:00:00Z\",\"endsAt\":\"+1000000000-12-31T23:59:59Z\"}",
            "{".repeat(2_000));

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @LocalServerPort
    int port;

    private String lesson;
    private String replay;

    private record Endpoint(HttpMethod method, String pattern) {
        boolean takesBody() {
            return method != HttpMethod.GET && method != HttpMethod.DELETE;
        }
    }

    @BeforeEach
    void a_lesson_takes_place() {
        train(school.wang);
        var over = planned(school.wang, Duration.ofMinutes(-5));
        start(school.headTeacher(), over).expectStatus().isOk();
        end(school.headTeacher(), over).expectStatus().isOk();
        replay = uploaded(over);
        lesson = planned(school.wang, Duration.ofMinutes(-5));
        start(school.headTeacher(), lesson).expectStatus().isOk();
    }

    /** A replay of the school's lesson; the beginning of an MP4 file is enough to be one. */
    private String uploaded(String over) {
        var video = Arrays.copyOf("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom".getBytes(StandardCharsets.ISO_8859_1), 5_000);
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(video)).filename("语文.mp4");
        var location = client.post()
                .uri("/api/lessons/{id}/replays?seconds=2400", over)
                .headers(headers -> headers.setBearerAuth(school.headTeacher()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(BodyInserters.fromMultipartData(parts.build()))
                .exchange()
                .expectStatus()
                .isCreated()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getLocation()
                .toString();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private List<Endpoint> endpoints() {
        var found = new ArrayList<Endpoint>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            var home = handler.getBeanType().getPackageName();
            if (home.startsWith("io.airclass.schedule.live") || home.startsWith("io.airclass.schedule.replay")) {
                mapping.getMethodsCondition().getMethods().forEach(method -> mapping.getPatternsCondition()
                        .getPatterns()
                        .forEach(pattern -> found.add(
                                new Endpoint(HttpMethod.valueOf(method.name()), pattern.getPatternString()))));
            }
        });
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    private int status(Endpoint endpoint, String path, String token, String body) {
        var request = client.mutate()
                .responseTimeout(Duration.ofMinutes(2))
                .build()
                .method(endpoint.method())
                .uri(URI.create("http://localhost:" + port + path))
                .headers(headers -> headers.setBearerAuth(token))
                .header("Idempotency-Key", "attack");
        var whole = endpoint.takesBody()
                ? request.contentType(MediaType.APPLICATION_JSON).bodyValue(body)
                : request;
        return whole.exchange().expectBody().returnResult().getStatus().value();
    }

    private String aimed(String pattern) {
        return pattern.replace("/lessons/{id}", "/lessons/" + lesson.replace("~", "%7E"))
                        .replace("/replays/{id}", "/replays/" + replay.replace("~", "%7E"))
                        .replace("/orgs/{id}", "/orgs/" + school.school)
                        .replace("{joinId}", "pc-1")
                        .replace("{date}", "2026-09-07")
                        .replace("{period}", "1")
                        .replaceAll("\\{\\w+}", "none")
                + "?seconds=60&server=bbb-1&signature=x";
    }

    private static final String PIN = "{\"until\":\"2027-01-01T00:00:00Z\"}";
    private static final String WATCHED = "{\"ranges\":[{\"from\":0,\"until\":60}]}";
    private static final List<String> BODIES = List.of("{}", "{\"device\":\"PC\"}", "{\"left\":false}", PIN, WATCHED);

    /** The bodies that a replay's address understands: with these it has to say that it is not there. */
    private static List<String> understood(Endpoint endpoint) {
        return switch (endpoint.pattern()) {
            case "/api/replays/{id}/pin" -> List.of(PIN);
            case "/api/replays/{id}/watching" -> List.of(WATCHED);
            default -> List.of();
        };
    }

    @Test
    void nobody_next_door_whatever_they_are_there_reads_or_changes_anything_by_its_id() {
        String everything = TestTokens.token(
                "attacker",
                Stream.of(Role.values())
                        .filter(role -> role != Role.PLATFORM_ADMINISTRATOR)
                        .map(role -> TestTokens.grant(role, school.neighbour))
                        .toArray(String[]::new));
        var broken = new TreeSet<String>();
        for (var endpoint : endpoints()) {
            if (endpoint.pattern().contains("/api/live/") || !endpoint.pattern().contains("{")) {
                continue;
            }
            for (String body : BODIES) {
                int status = status(endpoint, aimed(endpoint.pattern()), everything, body);
                boolean told = status == 404
                        || endpoint.takesBody()
                                && !understood(endpoint).contains(body)
                                && (status == 400 || status == 415);
                if (!told) {
                    broken.add(endpoint + " with " + body + " answers " + status);
                }
            }
        }
        assertThat(broken).isEmpty();
        client.get()
                .uri("/api/replays/{id}", replay)
                .headers(headers -> headers.setBearerAuth(school.headTeacher()))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void strange_ids_are_told_off_and_break_nothing() {
        var broken = new TreeSet<String>();
        for (var endpoint : endpoints()) {
            for (String id : STRANGE_IDS) {
                String path = endpoint.pattern().replaceAll("\\{\\w+}", Matcher.quoteReplacement(id))
                        + "?seconds=60&childId=" + id;
                int status = status(endpoint, path, school.administrator(), "{}");
                if (status >= 500 || status < 300 && !path.startsWith("/api/me/")) {
                    broken.add(endpoint + " with " + id + " answers " + status);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void strange_bodies_and_parameters_are_told_off_and_break_nothing() {
        var broken = new TreeSet<String>();
        for (var endpoint : endpoints()) {
            for (String token : List.of(school.administrator(), school.headTeacher(), school.studentToken())) {
                if (endpoint.takesBody()) {
                    for (String body : STRANGE_BODIES) {
                        int status = status(endpoint, aimed(endpoint.pattern()), token, body);
                        if (status >= 500) {
                            broken.add(endpoint + " with " + body.substring(0, Math.min(60, body.length()))
                                    + " answers " + status);
                        }
                    }
                } else if (endpoint.method() == HttpMethod.GET) {
                    for (String query : List.of(
                            "limit=-1",
                            "limit=x",
                            "cursor=zzz",
                            "before=x",
                            "before=%2B999999999-12-31",
                            "open=x",
                            "date=0000-00-00")) {
                        int status = status(endpoint, aimed(endpoint.pattern()) + "&" + query, token, "");
                        if (status >= 500) {
                            broken.add(endpoint + " with " + query + " answers " + status);
                        }
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}
