package io.airclass.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.oneroster.OwnSchool;
import io.airclass.roster.oneroster.Zips;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every path of the service, tried with other people's ids and with what nobody should send: told off each time, and never broken. */
class AttackTest extends RosterServiceTest {
    private static final List<String> STRANGE_TEXTS = List.of(
            "课\u0000堂",
            "\u202e堂课",
            "😀".repeat(20),
            "\ud800",
            "{\"$gt\":\"\"}",
            "a".repeat(5_000),
            " \t\u3000",
            "e\u0301".repeat(30));

    private static final List<String> STRANGE_IDS =
            List.of("%00", "..%2F..%2Fme", "$where", "😀", "x".repeat(3_000), "%20", "a%0d%0ab", "root%00", ".", ":");

    private static final List<String> STRANGE_CURSORS = List.of(
            cursor("{\"v\":\"x\",\"i\":\"at-school-1\"}"),
            cursor("{\"v\":{\"$date\":\"2026-01-01T00:00:00Z\"},\"i\":\"\"}"),
            cursor("{\"v\":{\"$numberLong\":\"9223372036854775807\"},\"i\":\"\u0000\"}"),
            cursor("{\"v\":-1,\"i\":\"$where\"}"),
            cursor("{\"v\":{\"$gt\":\"\"},\"i\":\"x\"}"),
            cursor("[1]"),
            "%00",
            "x".repeat(600));

    private static final List<String> STRANGE_TAGS =
            List.of("\"99999999999999999999\"", "\"-1\"", "7", "W/\"x\"", "\"1\", \"2\"", "\"\"");

    /** They read nothing of what is sent, and act. */
    private static final List<String> WITHOUT_BODY = List.of("/api/auth/keys/rotation", "/api/auth/sign-out");

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @LocalServerPort
    int port;

    private record Endpoint(HttpMethod method, String pattern) {}

    @BeforeEach
    void a_school_and_its_neighbour_are_there() {
        var files = OwnSchool.of("at");
        files.replaceAll((_, text) -> text.replaceAll(",[a-z.]*(laoshi|ming|xue|baba),", ",,"));
        files.merge(
                "orgs.csv", Zips.org("at-ceheng", "册亨县", "district", "qianxinan", "county", "522327"), String::concat);
        files.merge("orgs.csv", Zips.org("at-next", "册亨县民族中学", "school", "at-ceheng", "school", ""), String::concat);
        assertThat(imported(files).get("errorCount").asLong()).isZero();
    }

    private static String cursor(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private List<Endpoint> endpoints() {
        var found = new ArrayList<Endpoint>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(mapping -> mapping.getMethodsCondition()
                .getMethods()
                .forEach(method -> mapping.getPatternsCondition()
                        .getPatterns()
                        .forEach(pattern -> found.add(
                                new Endpoint(HttpMethod.valueOf(method.name()), pattern.getPatternString())))));
        found.removeIf(
                endpoint -> !endpoint.pattern().startsWith("/api/") || WITHOUT_BODY.contains(endpoint.pattern()));
        return found;
    }

    /** With ids of the school that is attacked. */
    private static String aimed(String pattern) {
        String uri = pattern.replaceFirst("/orgs/\\{\\w+}", "/orgs/at-school-1")
                .replaceFirst("/people/\\{\\w+}", "/people/at-student-1")
                .replaceFirst("/classes/\\{\\w+}", "/classes/at-class-1")
                .replaceFirst("/members/\\{\\w+}", "/members/at-teacher-1")
                .replaceFirst("/groups/\\{\\w+}", "/groups/LEADING")
                .replace("{day}", "2026-11-23")
                .replaceAll("\\{\\w+}", "none");
        return uri + "?org=at-school-1&date=2026-11-23&from=2026-11-01&to=2026-11-30";
    }

    /** How long an answer takes is not what is tested. */
    private WebTestClient patient() {
        return client.mutate().responseTimeout(Duration.ofMinutes(3)).build();
    }

    private WebTestClient.RequestBodySpec request(HttpMethod method, String uri, String token) {
        return patient()
                .method(method)
                .uri(URI.create("http://localhost:" + port + uri.replace("😀", "%F0%9F%98%80")))
                .headers(headers -> headers.setBearerAuth(token))
                .header("Idempotency-Key", "attack");
    }

    private static int status(WebTestClient.RequestHeadersSpec<?> request) {
        return request.exchange().expectBody().returnResult().getStatus().value();
    }

    private static boolean takesBody(Endpoint endpoint) {
        return endpoint.method() != HttpMethod.GET && endpoint.method() != HttpMethod.DELETE;
    }

    private void each(BiConsumer<Endpoint, TreeSet<String>> attempt) {
        var broken = new TreeSet<String>();
        endpoints().forEach(endpoint -> attempt.accept(endpoint, broken));
        assertThat(broken).isEmpty();
    }

    @Test
    void nobody_next_door_whatever_they_are_there_reads_or_changes_anything_by_its_id() {
        String everything = issuer.token(
                "at-attacker",
                "ORG_ADMINISTRATOR@at-ceheng",
                "TEACHING_OFFICER@at-ceheng",
                "TECHNICAL_OFFICER@at-ceheng",
                "SUPERVISION_OFFICER@at-ceheng",
                "RESEARCHER@at-ceheng",
                "VENDOR_ENGINEER@at-ceheng",
                "PRINCIPAL@at-next",
                "SCHOOL_ADMINISTRATOR@at-next",
                "HEAD_TEACHER@at-next",
                "TEACHER@at-next");
        each((endpoint, broken) -> {
            if (!endpoint.pattern().contains("{") && !endpoint.pattern().startsWith("/api/statistics/")) {
                return;
            }
            var request = request(endpoint.method(), aimed(endpoint.pattern()), everything);
            int status = takesBody(endpoint)
                    ? status(request.contentType(MediaType.APPLICATION_JSON).bodyValue("{}"))
                    : status(request);
            boolean told = status == 404 || takesBody(endpoint) && (status == 400 || status == 415);
            if (!told && !endpoint.pattern().contains("/policies/")) {
                broken.add(endpoint + " answers " + status);
            }
        });
    }

    @Test
    void strange_ids_are_told_off_and_break_nothing() {
        each((endpoint, broken) -> {
            for (String id : STRANGE_IDS) {
                if (endpoint.pattern().contains("{")) {
                    var request = request(
                            endpoint.method(),
                            endpoint.pattern().replaceAll("\\{\\w+}", Matcher.quoteReplacement(id)),
                            admin());
                    int status = takesBody(endpoint)
                            ? status(request.contentType(MediaType.APPLICATION_JSON)
                                    .bodyValue("{}"))
                            : status(request);
                    if (status >= 500) {
                        broken.add(endpoint + " with " + id + " answers " + status);
                    }
                }
            }
        });
    }

    @Test
    void strange_cursors_and_limits_are_told_off_and_break_nothing() {
        each((endpoint, broken) -> {
            if (endpoint.method() == HttpMethod.GET) {
                String uri = aimed(endpoint.pattern());
                var queries = new ArrayList<>(List.of("limit=-1", "limit=99999999999", "limit=x", "limit=0"));
                STRANGE_CURSORS.forEach(cursor -> queries.add("cursor=" + cursor));
                for (String query : queries) {
                    int status = status(request(HttpMethod.GET, uri + "&" + query, admin()));
                    if (status >= 500) {
                        broken.add(endpoint + " with " + query + " answers " + status);
                    }
                }
            }
        });
    }

    @Test
    void strange_versions_and_bodies_are_told_off_and_break_nothing() {
        var bodies = List.of("", "null", "[]", "7", "{\"a\":", "[".repeat(20_000), "{\"\\u0000\":1}", "\ufeff{}");
        each((endpoint, broken) -> {
            if (takesBody(endpoint)) {
                String uri = aimed(endpoint.pattern());
                for (String tag : STRANGE_TAGS) {
                    int status = status(request(endpoint.method(), uri, admin())
                            .header("If-Match", tag)
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue("{}"));
                    if (status >= 500) {
                        broken.add(endpoint + " with If-Match " + tag + " answers " + status);
                    }
                }
                for (String body : bodies) {
                    int status = status(request(endpoint.method(), uri, admin())
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue(body));
                    if (status >= 500) {
                        broken.add(endpoint + " with " + body.substring(0, Math.min(20, body.length())) + " answers "
                                + status);
                    }
                }
            }
        });
    }

    private int said(String token, HttpMethod method, String uri, Map<String, ?> body) {
        return status(request(method, uri, token)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body));
    }

    @Test
    void strange_texts_are_kept_as_they_are_or_told_off_and_what_has_them_can_be_read() {
        String officer = issuer.token("officer-7", "ORG_ADMINISTRATOR@qianxinan");
        String until = "2027-01-20T00:00:00Z";
        var broken = new TreeSet<String>();
        for (String text : STRANGE_TEXTS) {
            var asked = Map.of(
                    "/api/orgs/at-ceheng/apps/strange",
                    Map.of("name", text, "kind", "PLATFORM", "enabled", true),
                    "/api/orgs/at-ceheng/platform/learning-space",
                    Map.of("platform", text),
                    "/api/orgs/at-ceheng/platform/virtual-tenant",
                    Map.of("displayName", text),
                    "/api/orgs/at-ceheng/groups/LEADING/members/at-teacher-1",
                    Map.of("function", "MEMBER", "until", until, "reason", text));
            asked.forEach((uri, body) -> {
                if (said(officer, HttpMethod.PUT, uri, body) >= 500) {
                    broken.add(uri + " breaks with " + text.substring(0, Math.min(20, text.length())));
                }
            });
            var posted = Map.of(
                    "/api/people/at-teacher-1/grants",
                    Map.of("role", "RESEARCHER", "org", "at-ceheng", "until", until, "reason", text),
                    "/api/people/at-student-1/moves",
                    Map.of("fromClassId", text, "toClassId", "at-class-1", "reason", text),
                    "/api/orgs/at-ceheng/pushed-items",
                    Map.of("title", text, "app", "strange", "until", until),
                    "/api/apps/strange/launch",
                    Map.of("nonce", text));
            posted.forEach((uri, body) -> {
                if (said(officer, HttpMethod.POST, uri, body) >= 500) {
                    broken.add(uri + " breaks with " + text.substring(0, Math.min(20, text.length())));
                }
            });
            if (said(
                            issuer.token("at-student-1", "STUDENT@at-school-1"),
                            HttpMethod.PUT,
                            "/api/me/profile",
                            Map.of(
                                    "name",
                                    text,
                                    "documentKind",
                                    "STUDENT_NUMBER",
                                    "documentNumber",
                                    text,
                                    "phone",
                                    text))
                    >= 500) {
                broken.add("a profile breaks with " + text);
            }
            if (signIn(text, text).expectBody().returnResult().getStatus().value() >= 500) {
                broken.add("a sign-in breaks with " + text);
            }
        }
        assertThat(broken).isEmpty();
        for (String uri : List.of(
                "/api/orgs/at-ceheng/apps",
                "/api/orgs/at-ceheng/platform",
                "/api/orgs/at-ceheng/groups",
                "/api/orgs/at-ceheng/pushed-items",
                "/api/people/at-teacher-1/grants",
                "/api/audit?org=at-ceheng")) {
            get(officer, uri).expectStatus().isOk();
        }
    }

    @Test
    void ten_megabytes_are_too_many_for_every_path_that_takes_json() {
        String text = "{\"name\":\"" + "课".repeat(3_400_000) + "\"}";
        each((endpoint, broken) -> {
            if (takesBody(endpoint) && !endpoint.pattern().equals("/api/imports")) {
                int status = status(request(endpoint.method(), aimed(endpoint.pattern()), admin())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(text));
                if (status < 400 || status >= 500) {
                    broken.add(endpoint + " answers " + status);
                }
            }
        });
    }
}
