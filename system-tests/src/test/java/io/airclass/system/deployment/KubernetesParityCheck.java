package io.airclass.system.deployment;

import io.airclass.launcher.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Kubernetes files say of each service what the launcher says. */
final class KubernetesParityCheck {
    private final Manifests all;
    private final OperationsDocument document = OperationsDocument.inCheckout();
    private final List<String> findings = new ArrayList<>();

    private KubernetesParityCheck(Manifests all) {
        this.all = all;
    }

    static List<String> findings(Manifests all) {
        return new KubernetesParityCheck(all).run();
    }

    private List<String> run() {
        Map<String, Integer> ports = new HashMap<>();
        all.ofKind("Service")
                .forEach(service -> ports.put(service.name(), (int)
                        service.at("spec.ports").items().getFirst().at("port").number()));
        for (Suite.Service service : Suite.Service.values()) {
            all.find("Deployment", service.module())
                    .ifPresentOrElse(
                            workload -> workload(service, workload, ports),
                            () -> findings.add(service.module() + " is missing"));
        }
        return findings;
    }

    private void workload(Suite.Service service, Manifest workload, Map<String, Integer> ports) {
        String name = service.module();
        expect(name, "image", workload.container().at("image").text(), Images.of(service));
        expect(name, "ports", workload.ports(), Map.of("http", service.port(), "management", service.managementPort()));
        Map<String, String> scraped =
                workload.at("spec.template.metadata.annotations").texts();
        expect(name, "scraped port", scraped.get("prometheus.io/port"), String.valueOf(service.managementPort()));
        expect(name, "scraped path", scraped.get("prometheus.io/path"), Suite.METRICS_PATH);
        findings.addAll(EnvironmentCheck.findings(name, service, all.environment(workload), ports));
        expect(
                name,
                "ports outside",
                outsidePorts(workload),
                document.outsidePorts().getOrDefault(name, Set.of()));
        optionalSecrets(service, workload);
    }

    /** What a rule without ports opens. */
    private static final int EVERY_PORT = 0;

    /** The ports of addresses that belong to nobody here, which the policies for this workload open; a rule that names nobody leads everywhere. */
    private Set<Integer> outsidePorts(Manifest workload) {
        return all.ofKind("NetworkPolicy").stream()
                .filter(policy -> workload.podLabels()
                        .entrySet()
                        .containsAll(policy.at("spec.podSelector.matchLabels")
                                .texts()
                                .entrySet()))
                .flatMap(policy -> policy.at("spec.egress").items().stream())
                .filter(rule -> rule.at("to").items().isEmpty()
                        || rule.at("to").items().stream()
                                .anyMatch(peer -> !peer.at("ipBlock").absent()))
                .flatMap(rule -> rule.at("ports").items().isEmpty()
                        ? Stream.of(EVERY_PORT)
                        : rule.at("ports").items().stream()
                                .map(port -> (int) port.at("port").number()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A pod starts without what its service does not need to start, and not without the rest. */
    private void optionalSecrets(Suite.Service service, Manifest workload) {
        workload.container().at("env").items().stream()
                .filter(entry -> !entry.at("valueFrom.secretKeyRef").absent())
                .forEach(entry -> {
                    String setting = entry.at("name").text();
                    boolean optional = "true"
                            .equals(entry.at("valueFrom.secretKeyRef.optional").text());
                    if (optional == service.settings().contains(setting)) {
                        findings.add("%s %s the secret of %s"
                                .formatted(service.module(), optional ? "starts without" : "waits for", setting));
                    }
                });
    }

    private void expect(String name, String what, Object actual, Object expected) {
        if (!expected.equals(actual)) {
            findings.add("%s has the %s %s, not %s".formatted(name, what, actual, expected));
        }
    }
}
