package io.airclass.system.deployment;

import io.airclass.launcher.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Kubernetes files say of each service what the launcher says. */
final class KubernetesParityCheck {
    private final Manifests all;
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
    }

    private void expect(String name, String what, Object actual, Object expected) {
        if (!expected.equals(actual)) {
            findings.add("%s has the %s %s, not %s".formatted(name, what, actual, expected));
        }
    }
}
