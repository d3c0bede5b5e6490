package io.airclass.system.deployment;

import io.airclass.launcher.Suite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a Deployment says about itself fits together: labels, ports, probes, mounts, references, limits, rights, time to stop. */
final class WorkloadCheck {
    private static final String LIVENESS_PATH = "/actuator/health/liveness";
    private static final Map<String, String> PROBES = Map.of(
            "startupProbe", LIVENESS_PATH, "livenessProbe", LIVENESS_PATH, "readinessProbe", Suite.READINESS_PATH);
    /** Two phases of a graceful shutdown: requests under way, then the relay and the consumers. */
    private static final int SHUTDOWN_SECONDS = 2 * 20;

    private final Manifests all;
    private final Manifest workload;
    private final Node container;
    private final List<String> findings = new ArrayList<>();

    private WorkloadCheck(Manifests all, Manifest workload) {
        this.all = all;
        this.workload = workload;
        this.container = workload.container();
    }

    static List<String> findings(Manifests all) {
        List<String> findings = new ArrayList<>();
        for (Manifest workload : all.ofKind("Deployment")) {
            findings.addAll(new WorkloadCheck(all, workload).run());
        }
        return findings;
    }

    private List<String> run() {
        selector();
        probes();
        mounts();
        references();
        limits();
        rights();
        stopping();
        return findings;
    }

    private void selector() {
        var selector = workload.at("spec.selector.matchLabels").texts();
        if (selector.isEmpty() || !workload.podLabels().entrySet().containsAll(selector.entrySet())) {
            report("its selector does not match its own pods");
        }
    }

    private void probes() {
        PROBES.forEach((probe, path) -> {
            Node request = container.at(probe).at("httpGet");
            String port = request.at("port").text();
            if (!workload.ports().containsKey(port)) {
                report("its %s asks the port \"%s\", which it does not have".formatted(probe, port));
            }
            if (!port.equals("management") || !request.at("path").text().equals(path)) {
                report("its %s does not ask the management port for %s".formatted(probe, path));
            }
        });
    }

    private void mounts() {
        Set<String> volumes = new HashSet<>();
        workload.volumes().forEach(volume -> volumes.add(volume.at("name").text()));
        Set<String> mounted = new HashSet<>();
        container.at("volumeMounts").items().forEach(mount -> {
            mounted.add(mount.at("name").text());
            if (!volumes.contains(mount.at("name").text())) {
                report("it mounts the volume \"%s\", which it does not have"
                        .formatted(mount.at("name").text()));
            }
        });
        volumes.stream()
                .filter(volume -> !mounted.contains(volume))
                .forEach(volume -> report("nothing mounts its volume \"%s\"".formatted(volume)));
        workload.volumes().stream()
                .map(volume -> volume.at("persistentVolumeClaim.claimName"))
                .filter(claim -> !claim.absent())
                .forEach(claim -> requireObject("PersistentVolumeClaim", claim));
        filesAreOnAVolume();
    }

    private void filesAreOnAVolume() {
        String uri = all.environment(workload).get(Suite.FILES_URI);
        if (uri != null
                && container.at("volumeMounts").items().stream()
                        .noneMatch(mount ->
                                uri.equals("file:" + mount.at("mountPath").text()))) {
            report("no volume is mounted at " + uri);
        }
    }

    private void references() {
        requireObject("ServiceAccount", workload.at("spec.template.spec.serviceAccountName"));
        container.at("envFrom").items().forEach(source -> requireObject("ConfigMap", source.at("configMapRef.name")));
        Set<String> names = new HashSet<>();
        container.at("env").items().forEach(entry -> {
            if (!names.add(entry.at("name").text())) {
                report("it sets %s twice".formatted(entry.at("name").text()));
            }
        });
    }

    private void requireObject(String kind, Node name) {
        if (all.find(kind, name.text()).isEmpty()) {
            report("there is no %s \"%s\"".formatted(kind, name.text()));
        }
    }

    private void limits() {
        for (String resource : List.of("cpu", "memory")) {
            Node request = container.at("resources.requests").key(resource);
            Node limit = container.at("resources.limits").key(resource);
            if (request.absent() || limit.absent()) {
                report("its %s is not both requested and limited".formatted(resource));
            } else if (Quantity.of(limit.text()).compareTo(Quantity.of(request.text())) < 0) {
                report("it may use less %s (%s) than it requests (%s)"
                        .formatted(resource, limit.text(), request.text()));
            }
        }
    }

    private void rights() {
        Node pod = workload.at("spec.template.spec");
        require(pod.at("securityContext.runAsNonRoot"), true);
        require(pod.at("automountServiceAccountToken"), false);
        require(pod.at("enableServiceLinks"), false);
        require(container.at("securityContext.readOnlyRootFilesystem"), true);
        require(container.at("securityContext.allowPrivilegeEscalation"), false);
        if (!container.at("securityContext.capabilities.drop").itemTexts().contains("ALL")) {
            report("it keeps capabilities");
        }
    }

    private void require(Node right, boolean wanted) {
        if (!Boolean.valueOf(wanted).equals(right.value())) {
            report("it has more rights than it needs");
        }
    }

    private void stopping() {
        List<String> preStop = container.at("lifecycle.preStop.exec.command").itemTexts();
        int wait = preStop.size() == 2 && preStop.getFirst().equals("sleep") ? Integer.parseInt(preStop.getLast()) : 0;
        if (wait == 0) {
            report("it stops before every node has heard of it");
        }
        if (workload.at("spec.template.spec.terminationGracePeriodSeconds").number() < wait + SHUTDOWN_SECONDS) {
            report("it is killed before it has stopped");
        }
    }

    private void report(String finding) {
        findings.add(workload + ": " + finding);
    }
}
