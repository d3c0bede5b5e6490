package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.demo.Answer;
import io.airclass.launcher.demo.ApiClient;
import io.airclass.launcher.demo.Call;
import io.airclass.launcher.demo.Session;
import io.airclass.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Order(2)
class BadTokensIT {
    private final SuiteUnderTest suite = SuiteUnderTest.shared();

    static Stream<String> onePathOfEachService() {
        return Stream.of(
                "/api/me",
                "/api/me/lessons?date=2026-11-23",
                "/api/me/assignments",
                "/api/me/exams",
                "/api/me/notifications");
    }

    @ParameterizedTest
    @MethodSource("onePathOfEachService")
    void every_kind_of_bad_token_is_answered_with_401_and_a_problem(String path) {
        try (var client = new ApiClient(suite.gateway())) {
            TestTokens.bad("teacher-1", "PLATFORM_ADMINISTRATOR@root").forEach(token -> {
                var answer = client.send(Call.get(path).as(new Session("nobody", token, "")));
                assertThatIsProblem401(answer);
            });
            assertThatIsProblem401(client.send(Call.get(path)));
        }
    }

    @Test
    void a_real_token_with_more_rights_written_into_it_is_refused() {
        try (var client = new ApiClient(suite.gateway())) {
            var parts = new School(client).signIn("student").accessToken().split("\\.");
            var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            var more = claims.replaceFirst("STUDENT@[^\"]+", "PLATFORM_ADMINISTRATOR@root");
            assertThat(more).isNotEqualTo(claims);
            var altered = Base64.getUrlEncoder().withoutPadding().encodeToString(more.getBytes(StandardCharsets.UTF_8));

            var answer = client.send(
                    Call.get("/api/me").as(new Session("student", parts[0] + "." + altered + "." + parts[2], "")));

            assertThatIsProblem401(answer);
        }
    }

    private static void assertThatIsProblem401(Answer answer) {
        assertThat(answer.status()).as(answer.brief()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/type")).startsWith("https://airclass.io/problems/");
    }
}
