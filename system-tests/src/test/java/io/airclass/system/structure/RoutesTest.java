package io.airclass.system.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a service serves is reached through the gateway. */
class RoutesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MAPPING =
            Pattern.compile("@(?:Get|Put|Post|Delete|Patch|Head)Mapping\\([^)]*?\"(/[^\"]+)\"");
    private static final Pattern PREFIX = Pattern.compile("@RequestMapping\\(\"(/[^\"]+)\"");
    private static final Pattern CONSTANT = Pattern.compile("String (\\w+) = \"(/[^\"]+)\";");
    private static final Pattern ROUTED = Pattern.compile("\"(/[^\"]+)\"");
    private static final List<String> SERVICES =
            List.of("roster-service", "schedule-service", "homework-service", "exam-service", "notification-service");

    @Test
    void every_path_that_a_service_serves_has_a_route() throws IOException {
        var routed = routed();
        var lost = new TreeSet<String>();
        for (String service : SERVICES) {
            served(service).stream()
                    .filter(path -> routed.stream().noneMatch(route -> leads(route, path)))
                    .forEach(lost::add);
        }

        assertThat(lost).as("served, but not in the gateway's RouteTable").isEmpty();
    }

    @Test
    void a_path_without_a_route_would_be_found() {
        assertThat(leads("/api/people/**", "/api/people/{id}/moves")).isTrue();
        assertThat(leads("/api/people/**", "/api/people")).isTrue();
        assertThat(leads("/api/classes/{id}", "/api/classes/{classId}")).isTrue();
        assertThat(leads("/api/classes/{id}", "/api/classes/{id}/care")).isFalse();
        assertThat(leads("/api/orgs/**", "/api/audit")).isFalse();
    }

    @Test
    void the_paths_of_the_services_are_found() throws IOException {
        assertThat(served("roster-service")).contains("/api/audit", "/api/people/{id}/grants", "/api/imports");
        assertThat(served("exam-service")).isNotEmpty();
    }

    private static TreeSet<String> served(String service) throws IOException {
        var paths = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(service).resolve("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("Controller.java"))
                    .toList()) {
                String code = inlined(Files.readString(file));
                String prefix = PREFIX.matcher(code)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse("");
                MAPPING.matcher(code).results().forEach(found -> paths.add(prefix + found.group(1)));
            }
        }
        return paths;
    }

    /** With the paths that stand in constants in their places. */
    private static String inlined(String code) {
        String plain = code;
        for (var constant : CONSTANT.matcher(code).results().toList()) {
            plain = plain.replace(constant.group(1) + " + \"", '"' + constant.group(2))
                    .replaceAll("\\b" + constant.group(1) + "\\b", '"' + constant.group(2) + '"');
        }
        return plain;
    }

    private static List<String> routed() throws IOException {
        Path table = ROOT.resolve("gateway/src/main/java/io/airclass/gateway/route/RouteTable.java");
        return ROUTED.matcher(Files.readString(table))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static boolean leads(String route, String path) {
        String regex = Stream.of(route.split("/", -1))
                .skip(1)
                .map(part -> part.equals("**") ? "(/.*)?" : part.startsWith("{") ? "/[^/]+" : "/" + Pattern.quote(part))
                .reduce("", String::concat);
        return path.matches(regex);
    }
}
