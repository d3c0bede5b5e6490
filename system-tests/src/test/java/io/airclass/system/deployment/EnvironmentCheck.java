package io.airclass.system.deployment;

import io.airclass.launcher.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment of one service: every setting that the launcher sets or that depends on the place, its own ports, and addresses at which a service of the suite answers. */
final class EnvironmentCheck {
    /** Their addresses are those of a site's own programs. */
    private static final Set<String> OUTSIDE_OF_THE_SUITE = Set.of("AIRCLASS_TRACING_ENDPOINT");

    private static final Pattern ADDRESS = Pattern.compile("http://([^:/]+):([0-9]+)");

    private EnvironmentCheck() {}

    /** @param httpPorts where each service answers, by the name that the others call it */
    static List<String> findings(
            String name, Suite.Service service, Map<String, String> environment, Map<String, Integer> httpPorts) {
        List<String> findings = new ArrayList<>();
        required(service)
                .filter(setting -> !environment.containsKey(setting))
                .forEach(setting -> findings.add(name + " is not told " + setting));
        expect(findings, name, environment, Suite.HTTP_PORT, service.port());
        expect(findings, name, environment, Suite.MANAGEMENT_PORT, service.managementPort());
        environment.forEach((setting, value) -> ADDRESS.matcher(value)
                .results()
                .filter(_ -> !OUTSIDE_OF_THE_SUITE.contains(setting))
                .filter(address -> !Integer.valueOf(address.group(2)).equals(httpPorts.get(address.group(1))))
                .forEach(address ->
                        findings.add("%s: nothing answers at %s=%s".formatted(name, setting, address.group()))));
        return findings;
    }

    /** What the launcher sets, and what depends on the place besides. */
    private static Stream<String> required(Suite.Service service) {
        return Stream.concat(
                        service.settings().stream(),
                        OperationsDocument.inCheckout().placeSettings().entrySet().stream()
                                .filter(setting -> setting.getValue().contains(service.module()))
                                .map(Map.Entry::getKey))
                .distinct();
    }

    private static void expect(
            List<String> findings, String name, Map<String, String> environment, String setting, int port) {
        String actual = environment.get(setting);
        if (actual != null && !actual.equals(String.valueOf(port))) {
            findings.add("%s has %s=%s, not %d".formatted(name, setting, actual, port));
        }
    }
}
