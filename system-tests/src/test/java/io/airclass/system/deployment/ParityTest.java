package io.airclass.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airclass.launcher.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Launcher, application.yml, docker-compose.yml and k8s agree on names, ports and images; each check finds a fault that was planted. */
class ParityTest {
    private static final String COMPOSE = "docker-compose.yml";
    private static final Pattern NAME = Pattern.compile("AIRCLASS_[A-Z0-9_]*[A-Z0-9]");
    private static final Pattern READ_BY_THE_COMMAND = Pattern.compile("\\$\\{(AIRCLASS_[A-Z0-9_]+)[:-]");

    @ParameterizedTest
    @EnumSource
    void the_ports_of_the_launcher_are_those_of_the_service(Suite.Service service) {
        assertThat(Settings.ownOf(service.module()))
                .containsEntry("airclass.http.port", String.valueOf(service.port()))
                .containsEntry("airclass.management.port", String.valueOf(service.managementPort()));
    }

    @ParameterizedTest
    @EnumSource
    void the_launcher_sets_only_what_the_service_reads(Suite.Service service) {
        Set<String> read = new TreeSet<>();
        Settings.inSource().all().stream()
                .filter(setting -> setting.readers().contains(service.module()))
                .forEach(setting -> read.add(setting.variable()));

        assertThat(read).containsAll(service.settings());
    }

    @Test
    void compose_says_what_the_launcher_says() {
        assertThat(ComposeCheck.findings(Checkout.text(COMPOSE))).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource
    void a_fault_planted_in_compose_is_found(String text, String planted, String finding) {
        String compose = Checkout.text(COMPOSE);
        assertThat(compose).contains(text);

        assertThat(ComposeCheck.findings(compose.replace(text, planted))).contains(finding);
    }

    static Stream<Arguments> a_fault_planted_in_compose_is_found() {
        return Stream.of(
                arguments("  exam-service:\n    <<", "  exams:\n    <<", "exam-service is missing"),
                arguments(
                        "airclass/exam-service:0.1.0-SNAPSHOT",
                        "airclass/exam-service:latest",
                        "exam-service has the image airclass/exam-service:latest, not"
                                + " airclass/exam-service:0.1.0-SNAPSHOT"),
                arguments(
                        "SERVICE: exam-service",
                        "SERVICE: exams",
                        "exam-service has the build argument SERVICE exams, not exam-service"),
                arguments(
                        "AIRCLASS_MANAGEMENT_PORT: \"9084\"",
                        "AIRCLASS_MANAGEMENT_PORT: \"8084\"",
                        "exam-service has AIRCLASS_MANAGEMENT_PORT=8084, not 9084"),
                arguments(
                        "AIRCLASS_ISSUER_URI: http://roster-service:8081",
                        "AIRCLASS_ISSUER: http://roster-service:8081",
                        "exam-service is not told AIRCLASS_ISSUER_URI"),
                arguments(
                        "AIRCLASS_EXAM_URI: http://exam-service:8084",
                        "AIRCLASS_EXAM_URI: http://exam-service:8083",
                        "gateway: nothing answers at AIRCLASS_EXAM_URI=http://exam-service:8083"),
                arguments(
                        "AIRCLASS_EXAM_URI: http://exam-service:8084",
                        "AIRCLASS_EXAM_URI: http://exams:8084",
                        "gateway: nothing answers at AIRCLASS_EXAM_URI=http://exams:8084"),
                arguments(
                        "AIRCLASS_HTTP_PORT: \"8084\"",
                        "AIRCLASS_HTTP_PORT: \"8084\"\n      AIRCLASS_FILES_URI: file:/files",
                        "exam-service is given AIRCLASS_FILES_URI, which it does not read"),
                arguments(
                        "- homework-files:/var/lib/airclass/files",
                        "- homework-files:/var/lib/files",
                        "homework-service keeps its files in file:/var/lib/airclass/files, where no volume is"),
                arguments("  read_only: true\n  cap_drop", "  cap_drop", "exam-service has more rights than it needs"),
                arguments(
                        "    image: mongo:8\n    command",
                        "    image: mongo:8\n    ports: [\"27017:27017\"]\n    command",
                        "mongodb is published"),
                arguments(
                        "  homework-files: {}",
                        "  homework: {}",
                        "homework-service uses the volume homework-files, which is not declared"),
                arguments(
                        "      AIRCLASS_LIVE_SERVERS: ${AIRCLASS_LIVE_SERVERS:-}\n",
                        "",
                        "schedule-service is not told AIRCLASS_LIVE_SERVERS"),
                arguments(
                        "${AIRCLASS_LIVE_SERVERS:-}",
                        "${AIRCLASS_LIVE_LINKS:-}",
                        "schedule-service takes AIRCLASS_LIVE_SERVERS from AIRCLASS_LIVE_LINKS"),
                arguments(
                        "${AIRCLASS_TRACING_SAMPLING:-0.05}",
                        "${AIRCLASS_TRACING_SAMPLING:-1}",
                        "exam-service has AIRCLASS_TRACING_SAMPLING=1 where nothing is said, not 0.05"),
                arguments(
                        "AIRCLASS_HTTP_PORT: \"8084\"",
                        "AIRCLASS_HTTP_PORT: \"8084\"\n      AIRCLASS_LIVE_LINKS: \"\"",
                        "exam-service is given AIRCLASS_LIVE_LINKS, which it does not read"),
                arguments("      - live-servers\n", "", "schedule-service has no way out to what it calls"),
                arguments(
                        "  stop_grace_period: 45s\n  networks:\n    - inner",
                        "  stop_grace_period: 45s\n  networks:\n    - inner\n    - outer",
                        "exam-service has a way out, which it does not need"),
                arguments("  outer: {}", "  outside: {}", "gateway uses the network outer, which is not declared"),
                arguments(
                        "  kafka:\n    condition: service_healthy",
                        "  kafka:\n    condition: service_started",
                        "exam-service waits for kafka, which never says that it is ready"),
                arguments(
                        "    networks:\n"
                                + "      - inner\n"
                                + "    stop_grace_period: 60s\n"
                                + "    healthcheck:\n"
                                + "      # The scripts",
                        "    networks:\n"
                                + "      - outer\n"
                                + "    stop_grace_period: 60s\n"
                                + "    healthcheck:\n"
                                + "      # The scripts",
                        "exam-service shares no network with kafka"));
    }

    @Test
    void kubernetes_says_what_the_launcher_says() {
        assertThat(KubernetesParityCheck.findings(Manifests.base())).isEmpty();
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource
    void a_fault_planted_in_kubernetes_is_found(String file, String text, String planted, String finding) {
        Map<String, String> files = Manifests.baseFiles();
        assertThat(files.get(file)).contains(text);
        files.computeIfPresent(file, (_, content) -> content.replace(text, planted));

        assertThat(KubernetesParityCheck.findings(Manifests.of(files))).contains(finding);
    }

    static Stream<Arguments> a_fault_planted_in_kubernetes_is_found() {
        String exam = "exam-service.yaml";
        String schedule = "schedule-service.yaml";
        return Stream.of(
                arguments(
                        schedule,
                        "- name: AIRCLASS_LIVE_SERVERS",
                        "- name: AIRCLASS_LIVE_SERVER",
                        "schedule-service is not told AIRCLASS_LIVE_SERVERS"),
                arguments(
                        "kustomization.yaml",
                        "      - AIRCLASS_LIVE_LINKS=\n",
                        "",
                        "schedule-service is not told AIRCLASS_LIVE_LINKS"),
                arguments(
                        schedule,
                        "key: live-servers\n                  optional: true",
                        "key: live-servers",
                        "schedule-service waits for the secret of AIRCLASS_LIVE_SERVERS"),
                arguments(
                        schedule,
                        "key: mongodb-uri",
                        "key: mongodb-uri\n                  optional: true",
                        "schedule-service starts without the secret of AIRCLASS_MONGODB_URI"),
                arguments(schedule, "port: 443", "port: 80", "schedule-service has the ports outside [80], not [443]"),
                arguments(
                        "network.yaml",
                        "  podSelector: {}\n  policyTypes: [\"Ingress\", \"Egress\"]\n  egress:\n",
                        """
                          podSelector: {}
                          policyTypes: ["Ingress", "Egress"]
                          egress:
                            - to:
                                - ipBlock:
                                    cidr: 203.0.113.0/24
                              ports:
                                - port: 25
                        """,
                        "exam-service has the ports outside [25], not []"),
                arguments(
                        "network.yaml",
                        "  podSelector: {}\n  policyTypes: [\"Ingress\", \"Egress\"]\n  egress:\n",
                        """
                          podSelector: {}
                          policyTypes: ["Ingress", "Egress"]
                          egress:
                            - {}
                        """,
                        "exam-service has the ports outside [0], not []"),
                arguments(exam, "kind: Deployment", "kind: StatefulSet", "exam-service is missing"),
                arguments(
                        exam,
                        "exam-service:0.1.0-SNAPSHOT",
                        "exam-service:0.2.0",
                        "exam-service has the image airclass/exam-service:0.2.0, not"
                                + " airclass/exam-service:0.1.0-SNAPSHOT"),
                arguments(
                        exam,
                        "prometheus.io/port: \"9084\"",
                        "prometheus.io/port: \"8084\"",
                        "exam-service has the scraped port 8084, not 9084"),
                arguments(
                        exam,
                        "prometheus.io/path: /actuator/prometheus",
                        "prometheus.io/path: /metrics",
                        "exam-service has the scraped path /metrics, not /actuator/prometheus"),
                arguments(
                        exam,
                        "value: \"9084\"",
                        "value: \"9085\"",
                        "exam-service has AIRCLASS_MANAGEMENT_PORT=9085, not 9084"),
                arguments(
                        exam,
                        "- name: AIRCLASS_MONGODB_URI",
                        "- name: AIRCLASS_MONGO_URI",
                        "exam-service is not told AIRCLASS_MONGODB_URI"),
                arguments(
                        "kustomization.yaml",
                        "AIRCLASS_ISSUER_URI=http://roster-service:8081",
                        "AIRCLASS_ISSUER_URI=http://roster:8081",
                        "exam-service: nothing answers at AIRCLASS_ISSUER_URI=http://roster:8081"));
    }

    @Test
    void the_image_of_the_broker_is_the_version_of_the_embedded_one() {
        assertThat(Node.document(Checkout.text(COMPOSE))
                        .at("services.kafka.image")
                        .text())
                .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void the_image_is_built_of_every_service_checks_readiness_and_does_not_run_as_root() {
        assertThat(Checkout.text(".dockerignore"))
                .contains(Stream.of(Suite.Service.values())
                        .map(service -> "!%1$s/target/%1$s-*.jar".formatted(service.module()))
                        .toList());
        assertThat(Checkout.text("Dockerfile"))
                .contains("GET " + Suite.READINESS_PATH)
                .contains("/dev/tcp/127.0.0.1/${" + Suite.MANAGEMENT_PORT)
                .contains("USER 10001:10001");
    }

    @Test
    void every_setting_that_is_named_anywhere_is_read_by_a_service_or_by_the_launcher() {
        assertThat(unknown(textsThatNameSettings(), known())).isEmpty();
    }

    @Test
    void a_misspelt_setting_is_found() {
        assertThat(unknown(Map.of("notes.md", "Set AIRCLASS_MONGODB_URI and AIRCLASS_MONGO_URL."), known()))
                .containsExactly("notes.md: AIRCLASS_MONGO_URL");
    }

    /** What the services read, and what only the launcher and its command do. */
    private static Set<String> known() {
        Set<String> known = Settings.inSource().variables();
        known.add(Suite.PORT_OFFSET);
        known.add(Suite.DATA_DIRECTORY);
        READ_BY_THE_COMMAND.matcher(Checkout.text("airclass")).results().forEach(name -> known.add(name.group(1)));
        return known;
    }

    private static Map<String, String> textsThatNameSettings() {
        Predicate<Path> any = _ -> true;
        Map<String, String> texts = new TreeMap<>();
        List.of(
                        "Dockerfile",
                        COMPOSE,
                        "k8s",
                        "monitoring",
                        "docs",
                        "README.md",
                        "CONTRIBUTING.md",
                        "airclass",
                        ".ci",
                        "launcher/src/main/java")
                .forEach(place -> Checkout.below(place, any).forEach(file -> texts.put(file, Checkout.text(file))));
        return texts;
    }

    private static List<String> unknown(Map<String, String> texts, Set<String> known) {
        return texts.entrySet().stream()
                .flatMap(text -> NAME.matcher(text.getValue())
                        .results()
                        .map(name -> name.group())
                        .filter(name -> !known.contains(name))
                        .distinct()
                        .map(name -> text.getKey() + ": " + name))
                .toList();
    }
}
