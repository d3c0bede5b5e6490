package io.airclass.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
        Duration stopMax) {}
