package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.RunningSuite;
import io.airclass.launcher.Suite;
import io.airclass.launcher.Workspace;
import io.airclass.launcher.demo.ApiClient;
import io.airclass.launcher.demo.Call;
import io.airclass.launcher.demo.DemoRegion;
import io.airclass.launcher.demo.Session;
import io.airclass.launcher.region.Region;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An installation that began with the built-in issuer and changes to a provider of the city, with its data. */
@Order(90)
class SecondIssuerIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final OidcProvider PROVIDER = new OidcProvider();
    private static final Region REGION = DemoRegion.current();
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);
    private static String builtInToken;
    private static RunningSuite suite;

    @BeforeAll
    static void the_installation_changes_its_issuer() {
        var workspace = new Workspace(HOME, Path.of("target", "suite-of-another-issuer"));
        int offset = SuiteUnderTest.freeOffset();
        var builtIn = Map.of(Suite.BOOTSTRAP_PASSWORD, "Airclass-test-1");
        try (var before =
                RunningSuite.start(workspace, new RunningSuite.Options(offset, true), builtIn, System.out::println)) {
            DemoRegion.load(before.gateway(), before.adminPassword(), System.out::println);
            try (var client = new ApiClient(before.gateway())) {
                builtInToken = client.signIn("admin", before.adminPassword()).accessToken();
            }
        }
        suite = RunningSuite.start(
                workspace,
                new RunningSuite.Options(offset, false),
                Map.of(
                        Suite.ISSUER_URI,
                        PROVIDER.uri(),
                        "AIRCLASS_ISSUER_AUDIENCE",
                        OidcProvider.AUDIENCE,
                        "AIRCLASS_ISSUER_PERSON_CLAIM",
                        OidcProvider.PERSON_CLAIM,
                        Suite.BOOTSTRAP_PERSON,
                        "admin"),
                System.out::println);
    }

    @AfterAll
    static void everything_stops() {
        if (suite != null) {
            suite.close();
        }
        PROVIDER.close();
    }

    private static Session signedInElsewhere(String account) {
        String person =
                account.equals("admin") ? "admin" : REGION.account(account).personId();
        return new Session(account, PROVIDER.token(person), "");
    }

    @Test
    void a_school_day_goes_on_with_tokens_that_name_no_grants() {
        try (var client = new ApiClient(suite.gateway())) {
            var school = new School(client);
            var teacher = signedInElsewhere("teacher");
            var student = signedInElsewhere("student");
            var me = client.sendPatiently(Call.get("/api/me").as(student));
            assertThat(me.status()).as(me.brief()).isEqualTo(200);
            assertThat(me.text("/id")).isEqualTo(REGION.account("student").personId());

            for (String path : List.of("/api/me/lessons?date=2026-11-23", "/api/me/exams", "/api/me/notifications")) {
                untilOpen(client, path, student);
            }
            untilOpen(client, "/api/me/notifications", signedInElsewhere("guardian"));

            var assignment = new String[1];
            Poll.until("the teacher may set homework", () -> {
                var answer = client.send(school.assignment(teacher, "第一课时练习"));
                assignment[0] = answer.status() == 201 ? answer.text("/id") : null;
                return answer.status() == 201;
            });
            assertThat(client.send(school.assignment(student, "学生不能布置")).status())
                    .isEqualTo(403);
            Poll.until(
                    "the student hands in",
                    () -> school.handIn(student, assignment[0], "答案是 42。").status() == 200);
            Poll.until("the student was told once", () -> school.timesTold(student, assignment[0]) == 1);
            var guardian = signedInElsewhere("guardian");
            untilTold(school, teacher, guardian, assignment[0]);
        }
    }

    /** A service that has not heard of somebody lets nobody in. */
    private static void untilOpen(ApiClient client, String path, Session reader) {
        Poll.until(
                path + " is open", () -> client.send(Call.get(path).as(reader)).status() == 200);
    }

    /** Who is whose guardian may reach the inboxes' service after the first homework: then it is of a later one that the guardian hears. */
    private static void untilTold(School school, Session teacher, Session guardian, String first) {
        var latest = new AtomicReference<>(first);
        var setAt = new AtomicReference<>(Instant.now());
        Poll.until("the guardian was told once", () -> {
            if (school.timesTold(guardian, latest.get()) == 1) {
                return true;
            }
            if (setAt.get().plus(HEARD_WITHIN).isBefore(Instant.now())) {
                latest.set(school.assign(teacher, "补充练习"));
                setAt.set(Instant.now());
            }
            return false;
        });
    }

    @Test
    void the_administrator_goes_on_being_one() {
        try (var client = new ApiClient(suite.gateway())) {
            DemoRegion.load(client, signedInElsewhere("admin"), System.out::println);
        }
    }

    @ParameterizedTest
    @MethodSource("io.airclass.system.suite.BadTokensIT#onePathOfEachService")
    void tokens_of_the_built_in_issuer_are_refused_by_every_service(String path) {
        try (var client = new ApiClient(suite.gateway())) {
            var answer = client.send(Call.get(path).as(new Session("admin", builtInToken, "")));

            assertThat(answer.status()).as(answer.brief()).isEqualTo(401);
        }
    }

    @Test
    void the_built_in_sign_in_is_closed() {
        try (var client = new ApiClient(suite.gateway())) {
            var answer = client.send(Call.post("/api/auth/token")
                    .json(Map.of("grantType", "password", "username", "student", "password", Region.DEMO_PASSWORD)));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("/type")).endsWith("issuer-elsewhere");
        }
    }
}
