package io.airclass.launcher;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Reads from the settings for a real database or broker which hosts must answer. */
final class ServerAddresses {

    private static final int MONGODB_PORT = 27017;
    private static final int KAFKA_PORT = 9092;

    private ServerAddresses() {}

    /** The hosts of a connection string, without its user and password; none for {@code mongodb+srv}, where the hosts are in DNS. */
    static List<URI> ofMongodb(String connectionString) {
        if (connectionString.startsWith("mongodb+srv://")) {
            return List.of();
        }
        if (!connectionString.startsWith("mongodb://")) {
            throw new UserProblem(Suite.MONGODB_URI + " must begin with mongodb:// or mongodb+srv://.");
        }
        String hosts = connectionString.substring("mongodb://".length()).split("[/?]", 2)[0];
        return probes("tcp", hosts.substring(hosts.lastIndexOf('@') + 1), MONGODB_PORT);
    }

    /** The hosts of a list of bootstrap servers. */
    static List<URI> ofKafka(String servers) {
        return probes("tcp", servers, KAFKA_PORT);
    }

    /** Refuses a setting none of whose hosts answers. */
    static void requireAnswer(String setting, List<URI> hosts) {
        if (!hosts.isEmpty() && hosts.stream().noneMatch(Readiness::answers)) {
            throw new UserProblem(setting + " is set, but nobody answers at "
                    + String.join(", ", hosts.stream().map(URI::getAuthority).toList())
                    + ". Start that server, or unset " + setting + " to have one started.");
        }
    }

    private static List<URI> probes(String scheme, String hosts, int defaultPort) {
        return Stream.of(hosts.split(","))
                .map(String::strip)
                .map(host -> URI.create(scheme + "://" + host))
                .map(uri -> uri.getPort() >= 0 ? uri : URI.create(uri + ":" + defaultPort))
                .toList();
    }
}
