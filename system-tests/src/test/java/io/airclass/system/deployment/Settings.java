package io.airclass.system.deployment;

import io.airclass.launcher.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All settings of the suite, found where they are read: in settings records and in placeholders of the services' YAML. */
final class Settings {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(airclass\\.[a-z0-9.-]+)(?::([^}]*))?}");

    private final Map<String, Setting> byProperty = new TreeMap<>();

    /** The settings as they stand in the checkout. */
    static Settings inSource() {
        Settings settings = new Settings();
        List<String> services = services();
        settings.addFrom("service-kit", services);
        settings.addFrom(
                "roster-view",
                services.stream()
                        .filter(service ->
                                Checkout.text(service + "/pom.xml").contains("<artifactId>roster-view</artifactId>"))
                        .toList());
        services.forEach(service -> settings.addFrom(service, List.of(service)));
        services.forEach(settings::overrideFrom);
        return settings;
    }

    private static List<String> services() {
        return Stream.of(Suite.Service.values()).map(Suite.Service::module).toList();
    }

    Collection<Setting> all() {
        return byProperty.values();
    }

    /** The names that may stand in an environment. */
    Set<String> variables() {
        return all().stream().map(Setting::variable).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a service has in its own application.yml under {@code airclass}. */
    static Map<String, String> ownOf(String module) {
        Map<String, String> own = new LinkedHashMap<>();
        Node.documents(Checkout.text(module + "/src/main/resources/application.yml"))
                .forEach(document -> flatten("", document, own));
        own.keySet().removeIf(key -> !key.startsWith("airclass."));
        return own;
    }

    private static void flatten(String prefix, Node node, Map<String, String> into) {
        node.entries().forEach((key, below) -> {
            String name = prefix.isEmpty() ? key : prefix + "." + key;
            if (below.entries().isEmpty()) {
                into.put(name, below.text());
            } else {
                flatten(name, below, into);
            }
        });
    }

    private void addFrom(String module, List<String> readers) {
        List<Path> records = new ArrayList<>();
        for (String file : Checkout.below(
                module + "/src/main/java", path -> path.toString().endsWith(".java"))) {
            String text = Checkout.text(file);
            if (text.contains("@ConfigurationProperties(")) {
                records.add(Checkout.path(file));
            }
            addPlaceholders(text, readers);
        }
        SettingsRecords.in(records)
                .forEach(declared -> add(declared.property(), declared.fallback(), readers, declared.meaning()));
        Checkout.below(module + "/src/main/resources", path -> path.toString().endsWith(".yml"))
                .forEach(file -> addPlaceholders(Checkout.text(file), readers));
    }

    private void addPlaceholders(String text, List<String> readers) {
        PLACEHOLDER
                .matcher(text)
                .results()
                .forEach(found -> add(found.group(1), found.group(2) == null ? "" : found.group(2), readers, ""));
    }

    private void add(String property, String fallback, Collection<String> readers, String meaning) {
        byProperty.merge(
                property,
                new Setting(property, fallback, Map.of(), new TreeSet<>(readers), meaning),
                (known, more) -> new Setting(
                        property,
                        known.fallback().isEmpty() ? more.fallback() : known.fallback(),
                        Map.of(),
                        Stream.concat(known.readers().stream(), more.readers().stream())
                                .collect(Collectors.toCollection(TreeSet::new)),
                        known.meaning().isEmpty() ? more.meaning() : known.meaning()));
    }

    /** What a service's application.yml says replaces the default there. */
    private void overrideFrom(String service) {
        ownOf(service)
                .forEach((property, value) -> byProperty.computeIfPresent(property, (_, known) -> {
                    Map<String, String> own = new TreeMap<>(known.ownFallbacks());
                    own.put(service, value);
                    return new Setting(property, known.fallback(), own, known.readers(), known.meaning());
                }));
    }
}
