package io.airclass.system.deployment;

import io.airclass.launcher.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** docker-compose.yml says of each service what the launcher says, and refers to what it declares. */
final class ComposeCheck {
    private static final Set<String> PUBLISHED = Set.of("gateway", "prometheus");
    /** A setting that compose takes from its own environment, with what holds where that says nothing. */
    private static final Pattern TAKEN = Pattern.compile("\\$\\{([A-Z0-9_]+):-([^}]*)}");

    private final Map<String, Node> services;
    private final Node compose;
    private final Settings source = Settings.inSource();
    private final Set<String> setByTheLauncher = new TreeSet<>();
    private final List<String> findings = new ArrayList<>();

    private ComposeCheck(Node compose) {
        this.compose = compose;
        this.services = compose.at("services").entries();
        Stream.of(Suite.Service.values()).forEach(service -> setByTheLauncher.addAll(service.settings()));
    }

    static List<String> findings(String yaml) {
        return new ComposeCheck(Node.document(yaml)).run();
    }

    private List<String> run() {
        for (Suite.Service service : Suite.Service.values()) {
            if (services.containsKey(service.module())) {
                service(service, services.get(service.module()));
            } else {
                report(service.module(), "is missing");
            }
        }
        services.forEach(this::declarations);
        services.forEach(this::dependencies);
        return findings;
    }

    private void service(Suite.Service expected, Node service) {
        String name = expected.module();
        expect(name, "image", service.at("image").text(), Images.of(expected));
        expect(name, "build argument SERVICE", service.at("build.args.SERVICE").text(), name);
        Map<String, String> environment = service.at("environment").texts();
        findings.addAll(EnvironmentCheck.findings(name, expected, environment, httpPorts()));
        environment.keySet().stream()
                .filter(setting -> !reads(expected, setting))
                .forEach(setting -> report(name, "is given " + setting + ", which it does not read"));
        environment.forEach((setting, value) -> taken(expected, setting, value));
        outside(name, service);
        String files = environment.get(Suite.FILES_URI);
        if (files != null && volumes(service).noneMatch(volume -> files.equals("file:" + volume.target()))) {
            report(name, "keeps its files in " + files + ", where no volume is");
        }
        if (!service.at("read_only").text().equals("true")
                || !service.at("cap_drop").itemTexts().contains("ALL")
                || service.at("mem_limit").absent()) {
            report(name, "has more rights than it needs");
        }
    }

    /** The launcher knows best what it sets; for the others the source says who reads them. */
    private boolean reads(Suite.Service service, String setting) {
        return setByTheLauncher.contains(setting)
                ? service.settings().contains(setting)
                : source.all().stream()
                        .anyMatch(known -> known.variable().equals(setting)
                                && known.readers().contains(service.module()));
    }

    /** What compose takes from outside has the same name there, and the default of the source. */
    private void taken(Suite.Service service, String setting, String value) {
        var taken = TAKEN.matcher(value);
        if (!taken.matches()) {
            return;
        }
        if (!taken.group(1).equals(setting)) {
            report(service.module(), "takes %s from %s".formatted(setting, taken.group(1)));
        }
        source.all().stream()
                .filter(known -> known.variable().equals(setting))
                .map(known -> known.ownFallbacks().getOrDefault(service.module(), known.fallback()))
                .filter(fallback -> !fallback.equals(taken.group(2)))
                .forEach(fallback -> report(
                        service.module(),
                        "has %s=%s where nothing is said, not %s".formatted(setting, taken.group(2), fallback)));
    }

    /** Who calls nothing outside and is not called from there has no way out. */
    private void outside(String name, Node service) {
        boolean leadsOut = service.at("networks").itemTexts().stream().anyMatch(network -> !"true"
                .equals(compose.at("networks").key(network).at("internal").text()));
        boolean calls = OperationsDocument.inCheckout().outsidePorts().containsKey(name);
        if (leadsOut && !calls && !PUBLISHED.contains(name)) {
            report(name, "has a way out, which it does not need");
        } else if (calls && !leadsOut) {
            report(name, "has no way out to what it calls");
        }
    }

    private Map<String, Integer> httpPorts() {
        Map<String, Integer> ports = new HashMap<>();
        services.forEach((name, service) -> {
            String port = service.at("environment").key(Suite.HTTP_PORT).text();
            if (!port.isEmpty()) {
                ports.put(name, Integer.parseInt(port));
            }
        });
        return ports;
    }

    private record Volume(String source, String target) {}

    private static Stream<Volume> volumes(Node service) {
        return service.at("volumes").items().stream()
                .filter(volume -> volume.at("target").absent())
                .map(volume -> volume.text().split(":"))
                .map(parts -> new Volume(parts[0], parts[1]));
    }

    private void declarations(String name, Node service) {
        if (!service.at("ports").absent() && !PUBLISHED.contains(name)) {
            report(name, "is published");
        }
        volumes(service)
                .map(Volume::source)
                .filter(source -> !source.startsWith("."))
                .filter(source -> compose.at("volumes").key(source).absent())
                .forEach(source -> report(name, "uses the volume " + source + ", which is not declared"));
        service.at("networks").itemTexts().stream()
                .filter(network -> !compose.at("networks").entries().containsKey(network))
                .forEach(network -> report(name, "uses the network " + network + ", which is not declared"));
    }

    private void dependencies(String name, Node service) {
        Set<String> networks = new HashSet<>(service.at("networks").itemTexts());
        service.at("depends_on").entries().forEach((needed, how) -> {
            Node other = services.getOrDefault(needed, new Node(null));
            boolean tells =
                    switch (how.at("condition").text()) {
                        case "service_healthy" ->
                            !other.at("healthcheck").absent()
                                    || !other.at("build").absent();
                        case "service_completed_successfully" ->
                            other.at("restart").text().equals("no");
                        default -> false;
                    };
            if (!tells) {
                report(name, "waits for " + needed + ", which never says that it is ready");
            }
            if (other.at("networks").itemTexts().stream().noneMatch(networks::contains)) {
                report(name, "shares no network with " + needed);
            }
        });
    }

    private void expect(String name, String what, String actual, String expected) {
        if (!actual.equals(expected)) {
            report(name, "has the %s %s, not %s".formatted(what, actual, expected));
        }
    }

    private void report(String name, String finding) {
        findings.add(name + " " + finding);
    }
}
