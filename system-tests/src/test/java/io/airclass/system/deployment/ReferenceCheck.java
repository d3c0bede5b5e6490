package io.airclass.system.deployment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Services, scalers, budgets, policies and ways in point at what exists, and every workload has those it needs. */
final class ReferenceCheck {
    private final Manifests all;
    private final List<String> findings = new ArrayList<>();

    private ReferenceCheck(Manifests all) {
        this.all = all;
    }

    static List<String> findings(Manifests all) {
        return new ReferenceCheck(all).run();
    }

    private List<String> run() {
        everyNameOnce();
        all.ofKind("Service").forEach(this::service);
        all.ofKind("HorizontalPodAutoscaler").forEach(this::scaler);
        all.ofKind("PodDisruptionBudget").forEach(this::budget);
        all.ofKind("NetworkPolicy").forEach(this::policy);
        all.ofKind("Ingress").forEach(this::wayIn);
        all.ofKind("Deployment").forEach(this::company);
        return findings;
    }

    private void everyNameOnce() {
        Set<String> seen = new HashSet<>();
        all.all().stream()
                .filter(manifest -> !seen.add(manifest.kind() + " " + manifest.name()))
                .forEach(manifest -> report(manifest, "is there twice"));
    }

    private void service(Manifest service) {
        var selector = service.at("spec.selector").texts();
        var pods = all.selected(selector);
        if (selector.isEmpty() || pods.isEmpty()) {
            report(service, "its selector matches no pods");
        }
        for (Node port : service.at("spec.ports").items()) {
            String target = port.at("targetPort").text();
            for (Manifest pod : pods) {
                if (!pod.ports().containsKey(target)) {
                    report(service, "its pods have no port \"%s\"".formatted(target));
                } else if (pod.ports().get(target) != port.at("port").number()) {
                    report(
                            service,
                            "it answers on %s, its pods on %d"
                                    .formatted(
                                            port.at("port").text(), pod.ports().get(target)));
                }
            }
        }
    }

    private void scaler(Manifest scaler) {
        Node target = scaler.at("spec.scaleTargetRef");
        var workload = all.find(target.at("kind").text(), target.at("name").text());
        if (workload.isEmpty()) {
            report(
                    scaler,
                    "there is no %s %s"
                            .formatted(
                                    target.at("kind").text(), target.at("name").text()));
        } else if (!workload.get().at("spec.replicas").absent()) {
            report(workload.get(), "it names its replicas although a scaler decides them");
        }
        long min = scaler.at("spec.minReplicas").number();
        if (min < 1 || min > scaler.at("spec.maxReplicas").number()) {
            report(scaler, "its least is not below its most");
        }
    }

    private void budget(Manifest budget) {
        if (all.selected(budget.at("spec.selector.matchLabels").texts()).isEmpty()) {
            report(budget, "its selector matches no pods");
        }
        if (budget.at("spec.maxUnavailable").number() < 1) {
            report(budget, "it lets no node be emptied");
        }
    }

    private void policy(Manifest policy) {
        var own = all.selected(policy.at("spec.podSelector.matchLabels").texts());
        if (own.isEmpty()) {
            report(policy, "its selector matches no pods");
        }
        for (Node rule : policy.at("spec.ingress").items()) {
            peers(policy, rule.at("from"));
            ports(policy, rule, own);
        }
        for (Node rule : policy.at("spec.egress").items()) {
            ports(policy, rule, peers(policy, rule.at("to")));
        }
    }

    /** The workloads of this set that a rule names; those of other namespaces are not known here. */
    private List<Manifest> peers(Manifest policy, Node peers) {
        List<Manifest> found = new ArrayList<>();
        for (Node peer : peers.items()) {
            if (!peer.at("ipBlock").absent()) {
                AddressBlock.findings(peer.at("ipBlock")).forEach(finding -> report(policy, finding));
            } else if (peer.at("namespaceSelector").absent()) {
                var pods = all.selected(peer.at("podSelector.matchLabels").texts());
                if (pods.isEmpty()) {
                    report(
                            policy,
                            "no pods are %s".formatted(peer.at("podSelector").value()));
                }
                found.addAll(pods);
            }
        }
        return found;
    }

    private void ports(Manifest policy, Node rule, List<Manifest> pods) {
        for (Node port : rule.at("ports").items()) {
            for (Manifest pod : pods) {
                String wanted = port.at("port").text();
                boolean has = pod.ports().containsKey(wanted)
                        || pod.ports().values().stream().anyMatch(number -> wanted.equals(String.valueOf(number)));
                if (!has) {
                    report(policy, "%s has no port \"%s\"".formatted(pod.name(), wanted));
                }
            }
        }
    }

    private void wayIn(Manifest ingress) {
        for (Node rule : ingress.at("spec.rules").items()) {
            for (Node path : rule.at("http.paths").items()) {
                Node backend = path.at("backend.service");
                var service = all.find("Service", backend.at("name").text());
                boolean known = service.isPresent()
                        && service.get().at("spec.ports").items().stream().anyMatch(port -> port.at("name")
                                .text()
                                .equals(backend.at("port.name").text()));
                if (!known) {
                    report(
                            ingress,
                            "there is no Service %s with a port \"%s\""
                                    .formatted(
                                            backend.at("name").text(),
                                            backend.at("port.name").text()));
                }
            }
        }
    }

    /** Every workload has a service, a budget and a policy of its own, which says who comes in. */
    private void company(Manifest workload) {
        Map<String, String> selectors = Map.of(
                "Service", "spec.selector",
                "PodDisruptionBudget", "spec.selector.matchLabels",
                "NetworkPolicy", "spec.podSelector.matchLabels");
        selectors.forEach((kind, path) -> {
            boolean has = all.ofKind(kind).stream()
                    .filter(manifest -> !kind.equals("NetworkPolicy")
                            || manifest.at("spec.policyTypes").itemTexts().contains("Ingress"))
                    .map(manifest -> manifest.at(path).texts())
                    .anyMatch(labels ->
                            !labels.isEmpty() && workload.podLabels().entrySet().containsAll(labels.entrySet()));
            if (!has) {
                report(workload, "it has no " + kind);
            }
        });
    }

    private void report(Manifest manifest, String finding) {
        findings.add(manifest + ": " + finding);
    }
}
