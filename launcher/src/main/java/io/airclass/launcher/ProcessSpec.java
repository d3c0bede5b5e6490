package io.airclass.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process to run.
 *
 * @param name what people call it; also the name of its log
 * @param server whether others need it (broker, database): started before and stopped after them
 * @param environment set besides the launcher's own environment
 * @param address where it answers, for people
 * @param ports the ports it will take
 * @param probe what {@link Readiness} asks
 * @param readyMax how long it may take to become ready
 * @param stopMax how long it may take to stop when told to, before it is killed
 */
record ProcessSpec(
        String name,
        boolean server,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        String address,
        List<Integer> ports,
        URI probe,
        Duration readyMax,
        Duration stopMax) {

    /** One more of the same service beside it: other ports, a log of its own, everything else shared. */
    ProcessSpec replica(int number, int portShift) {
        Map<String, String> settings = new LinkedHashMap<>(environment);
        for (String port : List.of(Suite.HTTP_PORT, Suite.MANAGEMENT_PORT)) {
            settings.put(port, String.valueOf(Integer.parseInt(settings.get(port)) + portShift));
        }
        String ownName = name + "-" + number;
        return new ProcessSpec(
                ownName,
                server,
                command,
                settings,
                directory,
                log.resolveSibling(ownName + ".log"),
                "http://localhost:" + settings.get(Suite.HTTP_PORT),
                ports.stream().map(port -> port + portShift).toList(),
                URI.create("%s://%s:%d%s"
                        .formatted(probe.getScheme(), probe.getHost(), probe.getPort() + portShift, probe.getPath())),
                readyMax,
                stopMax);
    }
}
