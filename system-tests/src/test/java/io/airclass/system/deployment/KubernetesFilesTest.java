package io.airclass.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kubernetes files refer to what exists; each check finds a fault that was planted. */
class KubernetesFilesTest {

    @Test
    void everything_in_the_base_refers_to_what_exists() {
        assertThat(findings(Manifests.base())).isEmpty();
    }

    @Test
    void the_base_lists_each_of_its_files() {
        assertThat(Node.document(Checkout.text("k8s/base/kustomization.yaml"))
                        .at("resources")
                        .itemTexts())
                .containsExactlyInAnyOrderElementsOf(Manifests.baseFiles().keySet().stream()
                        .filter(file -> !file.equals("kustomization.yaml"))
                        .toList());
    }

    @Test
    void amounts_are_compared_across_units() {
        assertThat(Quantity.of("250m")).isLessThan(Quantity.of("2"));
        assertThat(Quantity.of("1Gi")).isEqualByComparingTo(Quantity.of("1024Mi"));
        assertThat(Quantity.of("512M")).isLessThan(Quantity.of("512Mi"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource
    void a_planted_fault_is_found(String file, String text, String planted, String finding) {
        assertThat(findings(planted(file, text, planted))).anyMatch(found -> found.contains(finding));
    }

    static Stream<Arguments> a_planted_fault_is_found() {
        String homework = "homework-service.yaml";
        String exam = "exam-service.yaml";
        return Stream.of(
                arguments(
                        exam,
                        "    matchLabels:\n      app.kubernetes.io/name: exam-service\n  strategy",
                        "    matchLabels:\n      app.kubernetes.io/name: exams\n  strategy",
                        "Deployment exam-service: its selector does not match its own pods"),
                arguments(
                        exam,
                        "/actuator/health/readiness\n              port: management",
                        "/actuator/health/readiness\n              port: managment",
                        "its readinessProbe asks the port \"managment\", which it does not have"),
                arguments(
                        exam,
                        "/actuator/health/readiness",
                        "/health",
                        "its readinessProbe does not ask the management port for /actuator/health/readiness"),
                arguments(
                        homework,
                        "- name: files\n              mountPath",
                        "- name: fils\n              mountPath",
                        "it mounts the volume \"fils\", which it does not have"),
                arguments(
                        homework,
                        "- name: files\n              mountPath",
                        "- name: tmp\n              mountPath",
                        "nothing mounts its volume \"files\""),
                arguments(
                        homework,
                        "claimName: homework-service-files",
                        "claimName: homework-files",
                        "there is no PersistentVolumeClaim \"homework-files\""),
                arguments(
                        homework,
                        "mountPath: /var/lib/airclass/files",
                        "mountPath: /var/lib/files",
                        "no volume is mounted at file:/var/lib/airclass/files"),
                arguments(
                        exam,
                        "serviceAccountName: exam-service",
                        "serviceAccountName: exams",
                        "there is no ServiceAccount \"exams\""),
                arguments(exam, "name: airclass-settings", "name: settings", "there is no ConfigMap \"settings\""),
                arguments(
                        exam,
                        "- name: AIRCLASS_HTTP_PORT",
                        "- name: AIRCLASS_MANAGEMENT_PORT",
                        "it sets AIRCLASS_MANAGEMENT_PORT twice"),
                arguments(
                        exam,
                        "cpu: \"2\"\n              memory: 512Mi",
                        "cpu: \"2\"\n              memory: 512M",
                        "it may use less memory (512M) than it requests (512Mi)"),
                arguments(exam, "cpu: \"2\"", "gpu: \"2\"", "its cpu is not both requested and limited"),
                arguments(
                        exam,
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        "it has more rights than it needs"),
                arguments(exam, "drop: [\"ALL\"]", "drop: []", "it keeps capabilities"),
                arguments(
                        exam,
                        "command: [\"sleep\", \"5\"]",
                        "command: [\"true\"]",
                        "it stops before every node has heard of it"),
                arguments(
                        exam,
                        "terminationGracePeriodSeconds: 60",
                        "terminationGracePeriodSeconds: 44",
                        "it is killed before it has stopped"),
                arguments(exam, "kind: ServiceAccount", "kind: Service", "Service exam-service: is there twice"),
                arguments(
                        exam,
                        "  selector:\n    app.kubernetes.io/name: exam-service\n  ports",
                        "  selector:\n    app.kubernetes.io/name: exams\n  ports",
                        "Service exam-service: its selector matches no pods"),
                arguments(
                        exam,
                        "targetPort: http",
                        "targetPort: web",
                        "Service exam-service: its pods have no port \"web\""),
                arguments(
                        exam,
                        "port: 8084\n      targetPort",
                        "port: 80\n      targetPort",
                        "it answers on 80, its pods on 8084"),
                arguments(
                        exam,
                        "kind: Deployment\n    name: exam-service\n  minReplicas",
                        "kind: Deployment\n    name: exams\n  minReplicas",
                        "there is no Deployment exams"),
                arguments(exam, "minReplicas: 2", "minReplicas: 7", "its least is not below its most"),
                arguments(
                        exam,
                        "  selector:\n    matchLabels:\n      app.kubernetes.io/name: exam-service\n  strategy",
                        "  replicas: 2\n"
                                + "  selector:\n"
                                + "    matchLabels:\n"
                                + "      app.kubernetes.io/name: exam-service\n"
                                + "  strategy",
                        "it names its replicas although a scaler decides them"),
                arguments(
                        exam,
                        "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: exam-service",
                        "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: exams",
                        "Deployment exam-service: it has no PodDisruptionBudget"),
                arguments(
                        exam,
                        "maxUnavailable: 1\n  selector",
                        "maxUnavailable: 0\n  selector",
                        "it lets no node be emptied"),
                arguments(
                        exam,
                        "app.kubernetes.io/name: gateway",
                        "app.kubernetes.io/name: gate",
                        "no pods are {matchLabels={app.kubernetes.io/name=gate}}"),
                arguments(
                        exam,
                        "- port: management\n  egress",
                        "- port: metrics\n  egress",
                        "NetworkPolicy exam-service: exam-service has no port \"metrics\""),
                arguments(
                        exam,
                        "- port: 8081",
                        "- port: 8080",
                        "NetworkPolicy exam-service: roster-service has no port \"8080\""),
                arguments("schedule-service.yaml", "              - 10.0.0.0/8\n", "", "0.0.0.0/0 leads to 10.0.0.0/8"),
                arguments("schedule-service.yaml", "fc00::/7", "fc00::/8", "leads to fc00:0:0:0:0:0:0:0/7"),
                arguments(
                        "schedule-service.yaml", "- 10.0.0.0/8", "- 10.0.0.1/8", "10.0.0.1/8 is no block of addresses"),
                arguments(
                        "schedule-service.yaml",
                        "cidr: 0.0.0.0/0",
                        "cidr: 203.0.113.0/24",
                        "10.0.0.0/8 is no part of 203.0.113.0/24"),
                arguments(
                        "network.yaml",
                        "  podSelector: {}\n  policyTypes: [\"Ingress\", \"Egress\"]\n  egress:\n",
                        """
                          podSelector: {}
                          policyTypes: ["Ingress", "Egress"]
                          egress:
                            - to:
                                - ipBlock:
                                    cidr: 10.96.0.0/12
                              ports:
                                - port: 443
                        """,
                        "10.96.0.0/12 leads to 10.0.0.0/8"),
                arguments(exam, "kind: NetworkPolicy", "kind: Policy", "it has no NetworkPolicy"),
                arguments(exam, "kind: Service\n", "kind: Services\n", "it has no Service"));
    }

    @Test
    void a_way_in_leads_to_a_service_that_exists() {
        Map<String, String> files = Manifests.baseFiles();
        String ingress = Checkout.text("k8s/overlays/production/ingress.yaml");
        files.put("ingress.yaml", ingress);
        assertThat(findings(Manifests.of(files))).isEmpty();

        files.put("ingress.yaml", ingress.replace("name: gateway", "name: gate"));
        assertThat(findings(Manifests.of(files))).anyMatch(found -> found.contains("there is no Service gate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void an_overlay_changes_only_what_the_base_has(String overlay) {
        Node kustomization = Node.document(Checkout.text("k8s/overlays/" + overlay + "/kustomization.yaml"));
        Manifests base = Manifests.base();

        assertThat(kustomization.at("resources").itemTexts()).allSatisfy(resource -> assertThat(
                        Checkout.path("k8s/overlays/" + overlay).resolve(resource))
                .exists());
        assertThat(kustomization.at("replicas").items()).allSatisfy(entry -> assertThat(
                        base.find("Deployment", entry.at("name").text()))
                .hasValueSatisfying(workload ->
                        assertThat(workload.at("spec.replicas").absent()).isFalse()));
        assertThat(kustomization.at("configMapGenerator").items()).allSatisfy(entry -> assertThat(
                        base.find("ConfigMap", entry.at("name").text()))
                .isPresent());
        assertThat(kustomization.at("patches").items()).allSatisfy(patch -> {
            Node target = patch.at("target");
            assertThat(base.ofKind(target.at("kind").text()))
                    .anyMatch(manifest -> target.at("name").absent()
                            || target.at("name").text().equals(manifest.name()));
        });
    }

    /** Where {@code kubectl} is installed, as on the build machine; it needs no cluster for this. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void what_an_overlay_makes_of_the_base_still_fits_together(String overlay) throws Exception {
        assumeThat(onThePath("kubectl")).isTrue();

        Process kustomize = new ProcessBuilder("kubectl", "kustomize", "k8s/overlays/" + overlay)
                .directory(Checkout.path("").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String rendered = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kustomize.waitFor()).isZero();
        Manifests manifests = Manifests.of(Map.of(overlay, rendered));
        assertThat(manifests.ofKind("Deployment")).hasSize(6);
        assertThat(findings(manifests)).isEmpty();
    }

    private static boolean onThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static Manifests planted(String file, String text, String planted) {
        Map<String, String> files = Manifests.baseFiles();
        assertThat(files.get(file)).contains(text);
        files.computeIfPresent(
                file, (_, content) -> content.replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(planted)));
        return Manifests.of(files);
    }

    private static List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>(WorkloadCheck.findings(manifests));
        findings.addAll(ReferenceCheck.findings(manifests));
        return findings;
    }
}
