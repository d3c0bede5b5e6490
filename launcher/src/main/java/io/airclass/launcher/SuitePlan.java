package io.airclass.launcher;

import io.airclass.kafka.EmbeddedKafkaMain;
import io.airclass.mongo.EmbeddedMongoMain;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is to be started, in full.
 *
 * @param servers broker and database, as far as no real ones are set: started first, stopped last
 * @param external the real ones that are used instead: setting → what must answer
 * @param services everything else
 * @param ports every port that will be taken, with its user
 */
record SuitePlan(
        List<ProcessSpec> servers,
        Map<String, List<URI>> external,
        List<ProcessSpec> services,
        Map<Integer, String> ports,
        int portOffset,
        URI gateway,
        String adminPassword) {

    private static final String LOOPBACK = "127.0.0.1";

    /** What begins so says how an issuer's tokens are read; handed to every service as it is set. */
    private static final String ISSUER_SETTINGS = Suite.ISSUER_URI.replaceFirst("URI$", "");

    /** Far above the seconds that it takes: a machine that is busy with something else shall be slow, not fail. */
    private static final Duration SERVER_READY_MAX = Duration.ofMinutes(3);

    private static final Duration SERVICE_READY_MAX = Duration.ofMinutes(5);
    private static final Duration SERVER_STOP_MAX = Duration.ofSeconds(20);
    private static final Duration SERVICE_STOP_MAX = Duration.ofSeconds(30);

    /** Small JVMs: the live heap of a service is about 30 MB, one collector thread and half the object header suit it. */
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** The optimising compiler takes a third of the CPU time of a start; it comes ten times later, to what is really hot. */
    private static final List<String> LATE_OPTIMISING = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-XX:Tier3DelayOn=0");

    private static final List<String> SERVER_LOGGING = List.of(
            "-Dorg.slf4j.simpleLogger.logFile=System.out",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.io.airclass=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    /** Without it glibc gives every thread its own arena: some 50 MB a process. */
    private static final Map<String, String> FEW_ARENAS = Map.of("MALLOC_ARENA_MAX", "2");

    /** The suite as it is run from the built jars. */
    static SuitePlan of(Workspace workspace, int portOffset, Map<String, String> environment) {
        return new Builder(workspace, new Apps(workspace), portOffset, environment).build();
    }

    /** Where clients talk to a suite that was moved by an offset. */
    static URI gateway(int portOffset) {
        return URI.create("http://localhost:" + (Suite.Service.GATEWAY.port() + portOffset));
    }

    private record Builder(Workspace workspace, Apps apps, int offset, Map<String, String> environment) {

        SuitePlan build() {
            String password = environment.getOrDefault(Suite.BOOTSTRAP_PASSWORD, workspace.bootstrapPassword());
            List<ProcessSpec> servers = new ArrayList<>();
            Map<String, List<URI>> external = new LinkedHashMap<>();
            if (environment.containsKey(Suite.MONGODB_URI)) {
                external.put(Suite.MONGODB_URI, ServerAddresses.ofMongodb(environment.get(Suite.MONGODB_URI)));
            } else {
                servers.add(server(
                        "database", EmbeddedMongoMain.class, "-Xmx256m", "mongo", Suite.DATABASE_PORT, "tcp", 1));
            }
            if (environment.containsKey(Suite.KAFKA_BOOTSTRAP_SERVERS)) {
                external.put(
                        Suite.KAFKA_BOOTSTRAP_SERVERS,
                        ServerAddresses.ofKafka(environment.get(Suite.KAFKA_BOOTSTRAP_SERVERS)));
            } else {
                servers.add(
                        server("broker", EmbeddedKafkaMain.class, "-Xmx128m", "kafka", Suite.BROKER_PORT, "kafka", 2));
            }
            List<ProcessSpec> services = Stream.of(Suite.Service.values())
                    .map(service -> service(service, password))
                    .toList();
            return new SuitePlan(
                    servers, external, services, ports(servers, services), offset, gateway(offset), password);
        }

        private ProcessSpec server(
                String name, Class<?> main, String heap, String data, int port, String scheme, int ports) {
            Path jar = apps.servers();
            List<String> command = new ArrayList<>(List.of(Apps.java(), heap));
            command.addAll(JVM);
            command.addAll(LATE_OPTIMISING);
            command.addAll(SERVER_LOGGING);
            command.addAll(List.of(
                    "-cp",
                    jar.getFileName().toString(),
                    main.getName(),
                    "--port",
                    String.valueOf(port + offset),
                    "--data"));
            command.add(workspace.data().resolve(data).toString());
            return new ProcessSpec(
                    name,
                    true,
                    command,
                    FEW_ARENAS,
                    jar.getParent(),
                    workspace.log(name),
                    "localhost:" + (port + offset),
                    Stream.iterate(port + offset, next -> next + 1).limit(ports).toList(),
                    URI.create(scheme + "://" + LOOPBACK + ":" + (port + offset)),
                    SERVER_READY_MAX,
                    SERVER_STOP_MAX);
        }

        private ProcessSpec service(Suite.Service service, String password) {
            Path jar = apps.service(service);
            List<String> command = new ArrayList<>(List.of(Apps.java(), "-Xmx160m", "-Dreactor.netty.ioWorkerCount=1"));
            command.addAll(JVM);
            command.addAll(LATE_OPTIMISING);
            command.addAll(List.of("-jar", jar.getFileName().toString()));
            int port = service.port() + offset;
            int managementPort = service.managementPort() + offset;
            return new ProcessSpec(
                    service.module(),
                    false,
                    command,
                    settings(service, password),
                    jar.getParent(),
                    workspace.log(service.module()),
                    "http://localhost:" + port,
                    List.of(port, managementPort),
                    URI.create("http://" + LOOPBACK + ":" + managementPort + Suite.READINESS_PATH),
                    SERVICE_READY_MAX,
                    SERVICE_STOP_MAX);
        }

        /** Only the gateway listens beyond this machine; metrics and the services behind it do not. */
        private Map<String, String> settings(Suite.Service service, String password) {
            Map<String, String> settings = new LinkedHashMap<>(FEW_ARENAS);
            settings.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
            if (service != Suite.Service.GATEWAY) {
                settings.put("SERVER_ADDRESS", LOOPBACK);
            }
            service.settings().forEach(name -> settings.put(name, value(service, name, password)));
            settings.putAll(issuer(service));
            if (service == Suite.Service.SCHEDULE && environment.containsKey(Suite.LIVE_SERVERS)) {
                settings.put(Suite.LIVE_SERVERS, environment.get(Suite.LIVE_SERVERS));
            }
            return settings;
        }

        /** Who names another issuer means it instead of the built-in one. */
        private Map<String, String> issuer(Suite.Service service) {
            Map<String, String> settings = new LinkedHashMap<>();
            if (environment.containsKey(Suite.ISSUER_URI)) {
                settings.put(Suite.ISSUER_BUILT_IN, "false");
            }
            environment.forEach((name, value) -> {
                if (name.startsWith(ISSUER_SETTINGS)
                        || service == Suite.Service.ROSTER && name.equals(Suite.BOOTSTRAP_PERSON)) {
                    settings.put(name, value);
                }
            });
            return settings;
        }

        private String value(Suite.Service service, String name, String password) {
            return switch (name) {
                case Suite.HTTP_PORT -> String.valueOf(service.port() + offset);
                case Suite.MANAGEMENT_PORT -> String.valueOf(service.managementPort() + offset);
                case Suite.BOOTSTRAP_PASSWORD -> password;
                default -> environment.containsKey(name) ? environment.get(name) : builtIn(service, name);
            };
        }

        private String builtIn(Suite.Service service, String name) {
            return switch (name) {
                case Suite.MONGODB_URI -> "mongodb://localhost:" + (Suite.DATABASE_PORT + offset);
                case Suite.KAFKA_BOOTSTRAP_SERVERS -> "localhost:" + (Suite.BROKER_PORT + offset);
                case Suite.ISSUER_URI -> address(Suite.Service.ROSTER);
                case Suite.FILES_URI ->
                    workspace.files().resolve(service.module()).toUri().toString();
                case Suite.WORK_DIRECTORY -> workspace.work().toString();
                case Suite.PERSONAL_KEYS -> workspace.personalKeys();
                case Suite.TIME_ZONE -> "Asia/Shanghai";
                case Suite.LOG_FORMAT -> "text";
                default ->
                    Stream.of(Suite.Service.values())
                            .filter(other -> other != Suite.Service.GATEWAY
                                    && other.uriSetting().equals(name))
                            .findFirst()
                            .map(this::address)
                            .orElseThrow(() -> new IllegalStateException("No value for " + name));
            };
        }

        private String address(Suite.Service service) {
            return "http://localhost:" + (service.port() + offset);
        }

        private static Map<Integer, String> ports(List<ProcessSpec> servers, List<ProcessSpec> services) {
            Map<Integer, String> ports = new LinkedHashMap<>();
            Stream.concat(servers.stream(), services.stream())
                    .forEach(spec -> spec.ports().forEach(port -> ports.put(port, spec.name())));
            return ports;
        }
    }
}
