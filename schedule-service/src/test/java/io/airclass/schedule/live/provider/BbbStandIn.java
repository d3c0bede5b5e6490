package io.airclass.schedule.live.provider;

import io.airclass.kit.ids.Ids;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Answers as BigBlueButton's documentation says, or as badly as a test wants. */
public final class BbbStandIn implements AutoCloseable {
    public static final String SECRET = "0123456789abcdef0123456789abcdef";

    /** How it behaves. */
    public enum Mood {
        WELL,
        SLOW,
        CUT,
        BROKEN,
        ELSEWHERE,
        NO_XML,
        HALF_XML,
        ENTITY_BOMB,
        EXTERNAL_ENTITY,
        DEEP,
        HUGE,
        EMPTY,
        WITHOUT_RESULT
    }

    private record Meeting(Map<String, String> parameters, boolean running) {}

    private final DisposableServer server;
    private final Map<String, Meeting> meetings = new ConcurrentHashMap<>();
    private final Map<String, String> recordings = new ConcurrentHashMap<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    /** The meetings whose recordings were asked for. */
    public final List<String> recordingsAsked = new CopyOnWriteArrayList<>();

    public final AtomicInteger asked = new AtomicInteger();
    /** So many calls fail before the next one goes well. */
    public final AtomicInteger failures = new AtomicInteger();

    public volatile Mood mood = Mood.WELL;
    public volatile Duration delay = Duration.ofSeconds(30);

    public BbbStandIn() {
        server = HttpServer.create()
                .host("localhost")
                .port(0)
                .handle(this::answer)
                .bindNow();
    }

    public String api() {
        return "http://localhost:" + server.port() + "/bigbluebutton/api";
    }

    /** As it stands in the setting. */
    public String entry(String name) {
        return name + " " + api() + " " + SECRET;
    }

    public boolean has(String meetingId) {
        return meetings.containsKey(meetingId);
    }

    public Map<String, String> created(String meetingId) {
        return meetings.get(meetingId).parameters();
    }

    /** Well, and without a memory. */
    public void reset() {
        mood = Mood.WELL;
        delay = Duration.ofSeconds(30);
        failures.set(0);
        asked.set(0);
        calls.clear();
        recordingsAsked.clear();
        meetings.clear();
        recordings.clear();
    }

    public int meetings() {
        return meetings.size();
    }

    public void somebodyIsIn(String meetingId) {
        meetings.computeIfPresent(meetingId, (_, meeting) -> new Meeting(meeting.parameters(), true));
    }

    public void forget(String meetingId) {
        meetings.remove(meetingId);
    }

    public void recorded(String recordId, String meetingId, long from, long until, String type, String url) {
        recordings.put(recordId, """
                <recording><recordID>%s</recordID><meetingID>%s</meetingID><internalMeetingID>%s</internalMeetingID>
                <name>语文</name><published>true</published><state>published</state>
                <startTime>%d</startTime><endTime>%d</endTime><participants>3</participants>
                <playback><format><type>podcast</type><url>https://bbb.example.cn/podcast/audio.ogg</url></format>
                <format><type>%s</type><url>%s</url><length>33</length></format></playback></recording>
                """.formatted(recordId, meetingId, recordId, from, until, type, url));
    }

    public boolean hasRecording(String recordId) {
        return recordings.containsKey(recordId);
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        asked.incrementAndGet();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return response.status(502).send();
        }
        return switch (mood) {
            case WELL -> send(response, documented(request));
            case SLOW -> Mono.delay(delay).then(Mono.defer(() -> send(response, documented(request))));
            case CUT ->
                Mono.fromRunnable(() -> response.withConnection(
                        connection -> connection.channel().close()));
            case BROKEN ->
                response.status(502)
                        .sendString(Mono.just("<html>Bad Gateway</html>"))
                        .then();
            case ELSEWHERE -> response.sendRedirect("http://localhost:" + server.port() + "/elsewhere");
            case NO_XML -> send(response, "<html><body>维护中<br></body>");
            case HALF_XML -> send(response, "<response><returncode>SUCCESS</returncode><running>tr");
            case ENTITY_BOMB -> send(response, """
                    <?xml version="1.0"?><!DOCTYPE response [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
                    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><response><returncode>SUCCESS</returncode><m>&c;</m></response>""");
            case EXTERNAL_ENTITY -> send(response, """
                    <?xml version="1.0"?><!DOCTYPE response [<!ENTITY x SYSTEM "http://localhost:%d/stolen">]>
                    <response><returncode>SUCCESS</returncode><m>&x;</m></response>""".formatted(server.port()));
            case DEEP -> send(response, "<a>".repeat(5_000) + "</a>".repeat(5_000));
            case HUGE ->
                send(
                        response,
                        "<response><returncode>SUCCESS</returncode><m>" + "x".repeat(3_000_000) + "</m></response>");
            case EMPTY -> send(response, "");
            case WITHOUT_RESULT -> send(response, "<response><running>true</running></response>");
        };
    }

    private static Mono<Void> send(HttpServerResponse response, String body) {
        return response.header("Content-Type", "text/xml;charset=utf-8")
                .sendString(Mono.just(body))
                .then();
    }

    private String documented(HttpServerRequest request) {
        String uri = request.uri();
        String call = uri.substring(uri.lastIndexOf('/', uri.indexOf('?')) + 1, uri.indexOf('?'));
        String query = uri.substring(uri.indexOf('?') + 1);
        int end = query.indexOf("checksum=");
        String signed = query.substring(0, Math.max(0, end - 1));
        String expected = Ids.sha256Hex((call + signed + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!query.substring(end + 9).equals(expected)) {
            return failed("checksumError", "Checksums do not match");
        }
        calls.add(call);
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : signed.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        String meeting = parameters.getOrDefault("meetingID", "");
        return switch (call) {
            case "create" -> create(meeting, parameters);
            case "isMeetingRunning" ->
                "<response><returncode>SUCCESS</returncode><running>"
                        + (meetings.containsKey(meeting)
                                && meetings.get(meeting).running()) + "</running></response>";
            case "end" ->
                meetings.remove(meeting) == null
                        ? failed("notFound", "We could not find a meeting with that meeting ID")
                        : "<response><returncode>SUCCESS</returncode><messageKey>sentEndMeetingRequest</messageKey></response>";
            case "getRecordings" -> {
                recordingsAsked.add(meeting);
                yield "<response><returncode>SUCCESS</returncode><recordings>" + String.join("", recordings.values())
                        + "</recordings></response>";
            }
            case "deleteRecordings" ->
                recordings.remove(parameters.get("recordID")) == null
                        ? failed("notFound", "We could not find recordings")
                        : "<response><returncode>SUCCESS</returncode><deleted>true</deleted></response>";
            default -> failed("unsupportedRequest", "This request is not supported.");
        };
    }

    private String create(String meeting, Map<String, String> parameters) {
        var before = meetings.putIfAbsent(meeting, new Meeting(Map.copyOf(parameters), false));
        if (before != null && !before.parameters().get("moderatorPW").equals(parameters.get("moderatorPW"))) {
            return failed("idNotUnique", "A meeting already exists with that meeting ID.");
        }
        return "<response><returncode>SUCCESS</returncode><meetingID>" + meeting
                + "</meetingID><createTime>1531155809613</createTime>"
                + (before == null ? "" : "<messageKey>duplicateWarning</messageKey>") + "</response>";
    }

    /** As if somebody else had made a meeting of that name. */
    public void takenByOthers(String meetingId) {
        meetings.put(meetingId, new Meeting(Map.of("moderatorPW", "other"), false));
    }

    private static String failed(String key, String message) {
        return "<response><returncode>FAILED</returncode><messageKey>" + key + "</messageKey><message>" + message
                + "</message></response>";
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
