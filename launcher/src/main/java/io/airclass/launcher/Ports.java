package io.airclass.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which ports are taken, and by whom as far as the system tells. */
final class Ports {

    private static final String LISTENING = "0A";

    private Ports() {}

    /**
     * Refuses the first taken port, naming its holder.
     *
     * @param wanted port → what is going to listen there
     */
    static void requireFree(Map<Integer, String> wanted) {
        wanted.forEach((port, user) -> {
            if (isTaken(port)) {
                throw new UserProblem(("Port %d, which %s needs, is taken by %s. Stop that, or move the whole suite:"
                                + " ./airclass up --port-offset 100")
                        .formatted(
                                port,
                                user,
                                holder(port).orElse("a program this user cannot see (sudo lsof -i :" + port + ")")));
            }
        });
    }

    /** Any listener counts, on loopback or on all addresses. */
    static boolean isTaken(int port) {
        return !canBind(new InetSocketAddress(port)) || !canBind(new InetSocketAddress("127.0.0.1", port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Process id and command of the listener; on Linux, and for processes this user may look into. */
    static Optional<String> holder(int port) {
        Set<String> sockets = new HashSet<>();
        sockets.addAll(listeners(Path.of("/proc/net/tcp"), port));
        sockets.addAll(listeners(Path.of("/proc/net/tcp6"), port));
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> holdsAny(process.pid(), sockets))
                        .findFirst()
                        .map(process -> "process " + process.pid()
                                + process.info()
                                        .commandLine()
                                        .map(line -> " (" + abbreviated(line) + ")")
                                        .orElse(""));
    }

    private static Set<String> listeners(Path table, int port) {
        try (var lines = Files.lines(table)) {
            String suffix = ":%04X".formatted(port);
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(columns ->
                            columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING))
                    .map(columns -> "socket:[" + columns[9] + "]")
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static boolean holdsAny(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static String abbreviated(String commandLine) {
        return commandLine.length() <= 100
                ? commandLine
                : commandLine.substring(0, 60) + " … " + commandLine.substring(commandLine.length() - 35);
    }
}
