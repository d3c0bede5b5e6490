package io.airclass.system.structure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Which module's shipped code depends on which, as the poms say. */
record ModuleGraph(Map<String, Set<String>> dependencies) {
    static final Set<String> SERVICES =
            Set.of("roster-service", "schedule-service", "homework-service", "exam-service", "notification-service");

    /** What each kind of module may depend on; a module that is not named may depend on anything. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "event-contracts", Set.of(),
            "policy-packs", Set.of(),
            "service-kit", Set.of("event-contracts", "policy-packs"),
            "roster-view", Set.of("event-contracts", "policy-packs", "service-kit"),
            "gateway", Set.of("service-kit"),
            "embedded-mongo", Set.of(),
            "embedded-kafka", Set.of(),
            "launcher", Set.of("embedded-mongo", "embedded-kafka"));

    private static final Set<String> ALLOWED_TO_SERVICES =
            Set.of("event-contracts", "policy-packs", "service-kit", "roster-view");

    static ModuleGraph of(Path root) throws IOException {
        var graph = new TreeMap<String, Set<String>>();
        var modules = elements(root.resolve("pom.xml"), "module");
        for (var module : modules) {
            graph.put(module, airclassDependencies(root.resolve(module).resolve("pom.xml")));
        }
        return new ModuleGraph(graph);
    }

    /** Each forbidden direction as {@code from -> to}. */
    List<String> violations() {
        var violations = new ArrayList<String>();
        dependencies.forEach((module, targets) -> {
            var allowed = SERVICES.contains(module) ? ALLOWED_TO_SERVICES : ALLOWED.getOrDefault(module, targets);
            targets.stream()
                    .filter(target -> !allowed.contains(target))
                    .map(target -> module + " -> " + target)
                    .forEach(violations::add);
        });
        return violations;
    }

    private static Set<String> airclassDependencies(Path pom) throws IOException {
        var targets = new TreeSet<String>();
        var list = document(pom).getElementsByTagName("dependency");
        for (int i = 0; i < list.getLength(); i++) {
            var dependency = (Element) list.item(i);
            if (text(dependency, "groupId").equals("io.airclass")
                    && !text(dependency, "scope").equals("test")) {
                targets.add(text(dependency, "artifactId"));
            }
        }
        return targets;
    }

    private static List<String> elements(Path pom, String tag) throws IOException {
        var list = document(pom).getElementsByTagName(tag);
        var texts = new ArrayList<String>();
        for (int i = 0; i < list.getLength(); i++) {
            texts.add(list.item(i).getTextContent());
        }
        return texts;
    }

    private static Element document(Path pom) throws IOException {
        try (var in = Files.newInputStream(pom)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom.toString(), e);
        }
    }

    private static String text(Element element, String tag) {
        var list = element.getElementsByTagName(tag);
        return list.getLength() == 0 ? "" : list.item(0).getTextContent();
    }
}
