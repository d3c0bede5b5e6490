package io.airclass.system.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One Kubernetes object and the file that it stands in. */
record Manifest(String file, Node document) {

    String kind() {
        return document.at("kind").text();
    }

    String name() {
        return document.at("metadata.name").text();
    }

    Node at(String path) {
        return document.at(path);
    }

    /** Of a workload: the labels of its pods. */
    Map<String, String> podLabels() {
        return at("spec.template.metadata.labels").texts();
    }

    /** Of a workload: its only container. */
    Node container() {
        return at("spec.template.spec.containers").items().stream().findFirst().orElse(new Node(null));
    }

    /** Of a workload: the ports of its container by name. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new HashMap<>();
        container()
                .at("ports")
                .items()
                .forEach(port -> ports.put(
                        port.at("name").text(), (int) port.at("containerPort").number()));
        return ports;
    }

    /** The volumes of a workload's pods. */
    List<Node> volumes() {
        return at("spec.template.spec.volumes").items();
    }

    @Override
    public String toString() {
        return file + ": " + kind() + " " + name();
    }
}
