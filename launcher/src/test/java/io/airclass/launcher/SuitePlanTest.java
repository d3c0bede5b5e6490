package io.airclass.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuitePlanTest {

    @TempDir
    Path home;

    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Workspace(home, home.resolve(".airclass"));
    }

    @Test
    void every_port_is_used_once() {
        assertThat(Suite.ports()).hasSize(3 + 2 * Suite.Service.values().length);
    }

    @Test
    void a_jar_that_was_not_built_is_named() {
        assertThatThrownBy(() -> SuitePlan.of(workspace, 0, Map.of()))
                .isInstanceOf(UserProblem.class)
                .hasMessageContaining("has not been built");
    }

    @Test
    void without_real_servers_both_are_started_and_every_service_is_told_where_they_are() throws IOException {
        SuitePlan plan = plan(100, Map.of());
        assertThat(plan.servers()).extracting(ProcessSpec::name).containsExactly("database", "broker");
        assertThat(plan.external()).isEmpty();
        assertThat(plan.ports()).containsKeys(27217, 29192, 29193, 8180, 9180);
        assertThat(plan.gateway()).hasToString("http://localhost:8180");
        assertThat(settings(plan, "exam-service"))
                .containsEntry(Suite.HTTP_PORT, "8184")
                .containsEntry(Suite.MANAGEMENT_PORT, "9184")
                .containsEntry(Suite.MONGODB_URI, "mongodb://localhost:27217")
                .containsEntry(Suite.KAFKA_BOOTSTRAP_SERVERS, "localhost:29192")
                .containsEntry(Suite.ISSUER_URI, "http://localhost:8181");
        assertThat(settings(plan, "gateway")).containsEntry("AIRCLASS_EXAM_URI", "http://localhost:8184");
    }

    @Test
    void real_servers_are_used_instead_and_asked_before_anything_starts() throws IOException {
        try (ServerSocket real = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + real.getLocalPort();
            SuitePlan plan = plan(
                    0,
                    Map.of(
                            Suite.MONGODB_URI,
                            "mongodb://app:secret@" + address + ",127.0.0.1:1/?replicaSet=rs0",
                            Suite.KAFKA_BOOTSTRAP_SERVERS,
                            "127.0.0.1:1"));
            assertThat(plan.servers()).isEmpty();
            assertThat(settings(plan, "exam-service")).containsEntry(Suite.KAFKA_BOOTSTRAP_SERVERS, "127.0.0.1:1");
            ServerAddresses.requireAnswer(Suite.MONGODB_URI, plan.external().get(Suite.MONGODB_URI));
            assertThatThrownBy(() -> plan.external().forEach(ServerAddresses::requireAnswer))
                    .isInstanceOf(UserProblem.class)
                    .hasMessage("AIRCLASS_KAFKA_BOOTSTRAP_SERVERS is set, but nobody answers at 127.0.0.1:1."
                            + " Start that server, or unset AIRCLASS_KAFKA_BOOTSTRAP_SERVERS to have one started.");
        }
    }

    @Test
    void only_the_roster_service_is_told_the_bootstrap_password() throws IOException {
        SuitePlan plan = plan(0, Map.of());
        assertThat(plan.services())
                .filteredOn(spec -> spec.environment().containsValue(plan.adminPassword()))
                .extracting(ProcessSpec::name)
                .containsExactly("roster-service");
        assertThat(plan.services())
                .allSatisfy(spec -> assertThat(spec.command()).doesNotContain(plan.adminPassword()));
    }

    @Test
    void the_bootstrap_password_is_made_once_and_readable_by_its_owner_only() throws IOException {
        String password = workspace.bootstrapPassword();
        assertThat(password).hasSize(20).isEqualTo(workspace.bootstrapPassword());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.passwordFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void the_keys_of_personal_particulars_are_made_once_and_told_to_the_roster_service_only() throws IOException {
        SuitePlan plan = plan(0, Map.of());
        assertThat(plan.services())
                .filteredOn(spec -> spec.environment().containsKey(Suite.PERSONAL_KEYS))
                .extracting(ProcessSpec::name)
                .containsExactly("roster-service");
        assertThat(settings(plan, "roster-service")).containsEntry(Suite.PERSONAL_KEYS, workspace.personalKeys());
        assertThat(workspace.personalKeys()).matches("k1:[A-Za-z0-9+/]{43}=");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.personalKeysFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void only_the_schedule_service_is_told_the_secrets_of_live_servers() throws IOException {
        String servers = "bbb-1 https://bbb1.example.org/bigbluebutton/api 01234567890123456789012345678901";

        assertThat(plan(0, Map.of(Suite.LIVE_SERVERS, servers)).services())
                .filteredOn(spec -> spec.environment().containsValue(servers))
                .extracting(ProcessSpec::name)
                .containsExactly("schedule-service");
        assertThat(settings(plan(0, Map.of()), "schedule-service")).doesNotContainKey(Suite.LIVE_SERVERS);
    }

    @Test
    void who_names_another_issuer_means_it_instead_of_the_built_in_one() throws IOException {
        SuitePlan plan = plan(
                0,
                Map.of(
                        Suite.ISSUER_URI,
                        "https://id.example",
                        "AIRCLASS_ISSUER_PERSON_CLAIM",
                        "employee_number",
                        Suite.BOOTSTRAP_PERSON,
                        "20260001"));
        for (String service : List.of("gateway", "roster-service", "exam-service")) {
            assertThat(settings(plan, service))
                    .containsEntry(Suite.ISSUER_URI, "https://id.example")
                    .containsEntry(Suite.ISSUER_BUILT_IN, "false")
                    .containsEntry("AIRCLASS_ISSUER_PERSON_CLAIM", "employee_number");
        }
        assertThat(settings(plan, "roster-service")).containsEntry(Suite.BOOTSTRAP_PERSON, "20260001");
        assertThat(settings(plan, "exam-service")).doesNotContainKey(Suite.BOOTSTRAP_PERSON);
        assertThat(settings(plan(0, Map.of()), "gateway")).doesNotContainKey(Suite.ISSUER_BUILT_IN);
    }

    @Test
    void only_the_gateway_listens_beyond_this_machine() throws IOException {
        assertThat(plan(0, Map.of()).services())
                .filteredOn(spec -> !"127.0.0.1".equals(spec.environment().get("SERVER_ADDRESS")))
                .extracting(ProcessSpec::name)
                .containsExactly("gateway");
    }

    @Test
    void an_offset_beyond_the_last_port_is_refused() {
        assertThat(Up.Arguments.parse(List.of("--port-offset", "200", "--fresh"), Map.of()))
                .isEqualTo(new Up.Arguments(true, false, 200));
        assertThat(Up.Arguments.parse(List.of(), Map.of(Suite.PORT_OFFSET, "36442"))
                        .portOffset())
                .isEqualTo(36442);
        for (String offset : List.of("36443", "-1", "x", "")) {
            assertThatThrownBy(() -> Up.Arguments.parse(List.of("--port-offset", offset), Map.of()))
                    .isInstanceOf(UserProblem.class)
                    .hasMessageContaining("from 0 to 36442");
        }
    }

    @Test
    void forgetting_data_keeps_the_password() throws IOException {
        String password = workspace.bootstrapPassword();
        Files.createDirectories(workspace.data().resolve("mongo"));
        Files.createDirectories(workspace.files().resolve("homework-service"));
        workspace.forgetData();
        assertThat(workspace.data()).doesNotExist();
        assertThat(workspace.files()).doesNotExist();
        assertThat(workspace.bootstrapPassword()).isEqualTo(password);
    }

    private SuitePlan plan(int offset, Map<String, String> environment) throws IOException {
        for (Suite.Service service : Suite.Service.values()) {
            unpackingJar(home.resolve(service.jar()));
        }
        Path launcher = home.resolve("launcher/target/launcher-" + Suite.VERSION + ".jar");
        unpackingJar(launcher);
        Files.createDirectories(launcher.resolveSibling("lib"));
        return SuitePlan.of(workspace, offset, environment);
    }

    /** A jar whose main class ends at once, whatever it is asked to do. */
    private static void unpackingJar(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Main-Class", DoesNothing.class.getName());
        String entry = DoesNothing.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var code = DoesNothing.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
    }

    private static Map<String, String> settings(SuitePlan plan, String service) {
        return plan.services().stream()
                .filter(spec -> spec.name().equals(service))
                .findFirst()
                .orElseThrow()
                .environment();
    }
}
