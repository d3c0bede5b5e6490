package io.airclass.system.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set of Kubernetes objects that are applied together. */
record Manifests(List<Manifest> all) {
    private static final String KUSTOMIZATION = "kustomization.yaml";

    /** The texts of {@code k8s/base}, by file name. */
    static Map<String, String> baseFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        Checkout.below("k8s/base", path -> path.toString().endsWith(".yaml"))
                .forEach(file -> files.put(file.substring("k8s/base/".length()), Checkout.text(file)));
        return files;
    }

    static Manifests base() {
        return of(baseFiles());
    }

    /** The objects in these files; the ConfigMaps that a kustomization among them makes are objects too. */
    static Manifests of(Map<String, String> files) {
        List<Manifest> all = new ArrayList<>();
        files.forEach((file, text) -> {
            for (Node document : Node.documents(text)) {
                if (file.equals(KUSTOMIZATION)) {
                    document.at("configMapGenerator").items().stream()
                            .map(Manifests::generated)
                            .forEach(all::add);
                } else {
                    all.add(new Manifest(file, document));
                }
            }
        });
        return new Manifests(List.copyOf(all));
    }

    private static Manifest generated(Node generator) {
        Map<String, Object> data = new LinkedHashMap<>();
        generator.at("literals").itemTexts().forEach(literal -> {
            int equals = literal.indexOf('=');
            data.put(literal.substring(0, equals), literal.substring(equals + 1));
        });
        return new Manifest(
                KUSTOMIZATION,
                new Node(Map.of(
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", generator.at("name").text()),
                        "data",
                        data)));
    }

    List<Manifest> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    Optional<Manifest> find(String kind, String name) {
        return ofKind(kind).stream()
                .filter(manifest -> manifest.name().equals(name))
                .findFirst();
    }

    /** The workloads whose pods have these labels; an empty selector means all. */
    List<Manifest> selected(Map<String, String> labels) {
        return ofKind("Deployment").stream()
                .filter(workload -> workload.podLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** What a workload's container finds in its environment; a secret shows as its name and key. */
    Map<String, String> environment(Manifest workload) {
        Map<String, String> environment = new HashMap<>();
        workload.container().at("envFrom").items().forEach(source -> find(
                        "ConfigMap", source.at("configMapRef.name").text())
                .ifPresent(map -> environment.putAll(map.at("data").texts())));
        workload.container().at("env").items().forEach(entry -> {
            Node secret = entry.at("valueFrom.secretKeyRef");
            environment.put(
                    entry.at("name").text(),
                    secret.absent()
                            ? entry.at("value").text()
                            : "secret " + secret.at("name").text() + "/"
                                    + secret.at("key").text());
        });
        return environment;
    }
}
