package io.airclass.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The one place that says which programs make up Airclass, on which ports they answer and what their settings are called. */
public final class Suite {

    /** The version in the names of the built jars. */
    public static final String VERSION = "0.1.0-SNAPSHOT";

    public static final String HTTP_PORT = "AIRCLASS_HTTP_PORT";
    public static final String MANAGEMENT_PORT = "AIRCLASS_MANAGEMENT_PORT";
    public static final String MONGODB_URI = "AIRCLASS_MONGODB_URI";
    public static final String KAFKA_BOOTSTRAP_SERVERS = "AIRCLASS_KAFKA_BOOTSTRAP_SERVERS";
    public static final String ISSUER_URI = "AIRCLASS_ISSUER_URI";
    public static final String ISSUER_BUILT_IN = "AIRCLASS_ISSUER_BUILT_IN";
    public static final String BOOTSTRAP_PERSON = "AIRCLASS_BOOTSTRAP_PERSON";
    public static final String FILES_URI = "AIRCLASS_FILES_URI";
    public static final String WORK_DIRECTORY = "AIRCLASS_WORK_DIRECTORY";
    public static final String TIME_ZONE = "AIRCLASS_TIME_ZONE";
    public static final String BOOTSTRAP_PASSWORD = "AIRCLASS_BOOTSTRAP_PASSWORD";
    public static final String PERSONAL_KEYS = "AIRCLASS_PERSONAL_KEYS";
    /** The BigBlueButton servers with their secrets; of these programs only schedule-service is told. */
    public static final String LIVE_SERVERS = "AIRCLASS_LIVE_SERVERS";

    public static final String LOG_FORMAT = "AIRCLASS_LOG_FORMAT";

    /** Added to every port, so that several suites run on one machine; only the launcher reads it. */
    public static final String PORT_OFFSET = "AIRCLASS_PORT_OFFSET";

    /** Where the launcher keeps data, logs and state instead of {@code .airclass}; only the launcher reads it. */
    public static final String DATA_DIRECTORY = "AIRCLASS_DATA_DIRECTORY";

    public static final int DATABASE_PORT = 27117;
    public static final int BROKER_PORT = 29092;
    /** The broker's controller listens beside it. */
    public static final int CONTROLLER_PORT = BROKER_PORT + 1;

    public static final String READINESS_PATH = "/actuator/health/readiness";
    public static final String METRICS_PATH = "/actuator/prometheus";

    /** The first account, made by roster-service when there is none. */
    public static final String BOOTSTRAP_ACCOUNT = "admin";

    private static final List<String> COMMON_SETTINGS = List.of(
            HTTP_PORT, MANAGEMENT_PORT, MONGODB_URI, KAFKA_BOOTSTRAP_SERVERS, ISSUER_URI, TIME_ZONE, LOG_FORMAT);

    private Suite() {}

    /** The six services; the management port is the port + 1000. Their order is the order of starting. */
    public enum Service {
        ROSTER("roster-service", 8081, FILES_URI, WORK_DIRECTORY, BOOTSTRAP_PASSWORD, PERSONAL_KEYS),
        GATEWAY("gateway", 8080),
        SCHEDULE("schedule-service", 8082, FILES_URI),
        HOMEWORK("homework-service", 8083, FILES_URI),
        EXAM("exam-service", 8084),
        NOTIFICATION("notification-service", 8085);

        private final String module;
        private final int port;
        private final List<String> ownSettings;

        Service(String module, int port, String... ownSettings) {
            this.module = module;
            this.port = port;
            this.ownSettings = List.of(ownSettings);
        }

        /** Module, container and Kubernetes name. */
        public String module() {
            return module;
        }

        public int port() {
            return port;
        }

        public int managementPort() {
            return port + 1000;
        }

        /** The built jar, below the repository's root. */
        public String jar() {
            return module + "/target/" + module + "-" + VERSION + ".jar";
        }

        /** The gateway's setting that says where this service answers; the gateway itself has none. */
        public String uriSetting() {
            if (this == GATEWAY) {
                throw new IllegalStateException("nobody calls the gateway");
            }
            return "AIRCLASS_" + name() + "_URI";
        }

        /** The names of all settings this service reads. */
        public List<String> settings() {
            Stream<String> own = this == GATEWAY
                    ? Stream.of(values()).filter(service -> service != GATEWAY).map(Service::uriSetting)
                    : ownSettings.stream();
            Stream<String> common =
                    COMMON_SETTINGS.stream().filter(name -> this != GATEWAY || !name.equals(MONGODB_URI));
            return Stream.concat(common, own).toList();
        }
    }

    /** Every fixed port of the suite with the name of what listens there. */
    public static Map<Integer, String> ports() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(DATABASE_PORT, "database");
        ports.put(BROKER_PORT, "broker");
        ports.put(CONTROLLER_PORT, "broker's controller");
        for (Service service : Service.values()) {
            ports.put(service.port(), service.module());
            ports.put(service.managementPort(), service.module() + "'s management");
        }
        return ports;
    }
}
