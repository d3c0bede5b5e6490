package io.airclass.homework;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RosterEvent;
import io.airclass.kit.ids.Ids;
import io.airclass.rosterview.RosterView;
import io.airclass.testkit.ServiceTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A class of 兴义市 with its people, one of another school, and the calls that all tests of the service make. */
@ServiceTest
@TestPropertySource(properties = "airclass.files.file-bytes-max=" + HomeworkTest.FILE_BYTES_MAX)
public abstract class HomeworkTest {
    protected static final int FILE_BYTES_MAX = 1_000_000;

    protected static final String COUNTY = "org-xingyi";
    protected static final String SCHOOL = "school-no1";
    protected static final String OTHER_SCHOOL = "school-no2";
    protected static final String CLASS = "class-9-3";
    protected static final String OTHER_CLASS = "class-7-1";
    protected static final List<String> WITHIN = List.of("root", COUNTY, SCHOOL, CLASS);

    protected static final String TEACHER = token("wang-laoshi", grant(Role.TEACHER, SCHOOL));
    protected static final String COLLEAGUE = token("zhao-laoshi", grant(Role.TEACHER, SCHOOL));
    protected static final String HEAD_TEACHER = token("li-laoshi", grant(Role.HEAD_TEACHER, SCHOOL));
    protected static final String PRINCIPAL = token("chen-xiaozhang", grant(Role.PRINCIPAL, SCHOOL));
    protected static final String OFFICER = token("officer", grant(Role.SUPERVISION_OFFICER, COUNTY));
    protected static final String STUDENT = token("xiaoming", grant(Role.STUDENT, SCHOOL));
    protected static final String CLASSMATE = token("xiaohong", grant(Role.STUDENT, SCHOOL));
    protected static final String GUARDIAN = token("xiaoming-mama", grant(Role.GUARDIAN, SCHOOL));
    protected static final String OTHER_GUARDIAN = token("xiaohong-baba", grant(Role.GUARDIAN, SCHOOL));
    protected static final String STRANGER = token("liu-laoshi", grant(Role.TEACHER, OTHER_SCHOOL));
    protected static final String STRANGE_STUDENT = token("xiaogang", grant(Role.STUDENT, OTHER_SCHOOL));

    @Autowired
    protected WebTestClient client;

    @Autowired
    protected RosterView roster;

    @Autowired
    protected JsonMapper json;

    @BeforeEach
    void theRosterIsKnown() {
        fillRoster(roster);
    }

    protected static void fillRoster(RosterView roster) {
        List<RosterEvent> events = List.of(
                org("root", OrgType.PROVINCE, null, null, "贵州省", List.of("root")),
                org(COUNTY, OrgType.COUNTY, "root", "522301", "兴义市", List.of("root", COUNTY)),
                org(SCHOOL, OrgType.SCHOOL, COUNTY, null, "兴义市第一中学", List.of("root", COUNTY, SCHOOL)),
                org(OTHER_SCHOOL, OrgType.SCHOOL, COUNTY, null, "兴义市第二中学", List.of("root", COUNTY, OTHER_SCHOOL)),
                new ClassChangedV1(
                        CLASS,
                        SCHOOL,
                        "九年级（3）班",
                        9,
                        Stage.JUNIOR,
                        WITHIN,
                        List.of("xiaoming", "xiaohong"),
                        List.of(new ClassTeacher("wang-laoshi", "数学"), new ClassTeacher("zhao-laoshi", "语文")),
                        "li-laoshi",
                        false),
                new ClassChangedV1(
                        OTHER_CLASS,
                        OTHER_SCHOOL,
                        "七年级（1）班",
                        7,
                        Stage.JUNIOR,
                        List.of("root", COUNTY, OTHER_SCHOOL, OTHER_CLASS),
                        List.of("xiaogang"),
                        List.of(new ClassTeacher("liu-laoshi", "数学")),
                        null,
                        false),
                person("xiaoming", Role.STUDENT, List.of(CLASS), List.of("xiaoming-mama"), List.of()),
                person("xiaohong", Role.STUDENT, List.of(CLASS), List.of("xiaohong-baba"), List.of()),
                person("xiaoming-mama", Role.GUARDIAN, List.of(), List.of(), List.of("xiaoming")),
                person("xiaohong-baba", Role.GUARDIAN, List.of(), List.of(), List.of("xiaohong")));
        events.forEach(event -> roster.apply(event, 1).block());
    }

    private static OrgChangedV1 org(
            String id, OrgType type, String parent, String code, String name, List<String> within) {
        return new OrgChangedV1(id, type, parent, null, code, name, List.of(Stage.JUNIOR), within, false);
    }

    private static PersonChangedV1 person(
            String id, Role role, List<String> classes, List<String> guardians, List<String> children) {
        return new PersonChangedV1(id, List.of(role), List.of(SCHOOL), classes, guardians, children, List.of(), false);
    }

    /** A good request for an assignment, due in two days. */
    protected static Map<String, Object> assignment() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("classId", CLASS);
        fields.put("subject", "数学");
        fields.put("title", "二次函数练习");
        fields.put("text", "完成教材第 12 页第 1—3 题，第 2 题拍照上传。");
        fields.put(
                "dueAt",
                Instant.now()
                        .plus(2, ChronoUnit.DAYS)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
        fields.put("graceMinutes", 30);
        fields.put("expectedMinutes", 20);
        fields.put("kind", "PRACTICE"); // of which no rule limits the minutes: all tests set homework to one class
        fields.put("maxScore", 100);
        return fields;
    }

    protected static Map<String, Object> assignment(String field, Object value) {
        var fields = assignment();
        fields.put(field, value);
        return fields;
    }

    protected WebTestClient.RequestHeadersSpec<?> openCall(String key, Object body) {
        return client.post()
                .uri("/api/assignments")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
    }

    /** Opens an assignment to {@link #CLASS} and gives its id. */
    protected String opened() {
        return opened(assignment());
    }

    protected String opened(Map<String, Object> body) {
        return body(as(TEACHER, openCall(Ids.next(), body)), 201).at("/id").asString();
    }

    protected WebTestClient.RequestHeadersSpec<?> handInCall(String assignment, String ifMatch, Object body) {
        var call = client.put()
                .uri("/api/assignments/{id}/submission", assignment)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
        return ifMatch == null ? call : call.header("If-Match", ifMatch);
    }

    /** Hands in as {@link #STUDENT} and gives the submission's id. */
    protected String handedIn(String assignment, String text, String... fileIds) {
        var call = handInCall(assignment, null, Map.of("text", text, "fileIds", List.of(fileIds)));
        return body(as(STUDENT, call), 200).at("/id").asString();
    }

    protected WebTestClient.RequestHeadersSpec<?> markCall(String submission, String ifMatch, Object body) {
        var call = client.put()
                .uri("/api/submissions/{id}/mark", submission)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
        return ifMatch == null ? call : call.header("If-Match", ifMatch);
    }

    protected WebTestClient.RequestHeadersSpec<?> uploadCall(String name, byte[] content) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(content)).filename(name);
        return client.post().uri("/api/files").body(BodyInserters.fromMultipartData(parts.build()));
    }

    /** Uploads as {@link #STUDENT} and gives the file's id. */
    protected String uploaded(String name, byte[] content) {
        return body(as(STUDENT, uploadCall(name, content)), 201).at("/id").asString();
    }

    /** A call of tus. */
    protected static <S extends WebTestClient.RequestHeadersSpec<?>> S tus(S call) {
        call.header("Tus-Resumable", "1.0.0");
        return call;
    }

    protected static WebTestClient.RequestHeadersSpec<?> pieceCall(
            WebTestClient.RequestBodySpec call, long offset, byte[] bytes) {
        return tus(call)
                .header("Upload-Offset", String.valueOf(offset))
                .contentType(MediaType.valueOf("application/offset+octet-stream"))
                .bodyValue(bytes);
    }

    /** Announces an upload and gives its id. */
    protected String announced(String token, String name, long length) {
        var call = tus(client.post().uri("/api/uploads"))
                .header("Upload-Length", String.valueOf(length))
                .header(
                        "Upload-Metadata",
                        "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)));
        var answer = as(token, call);
        body(answer, 201);
        return idOf(answer);
    }

    /** The id of the upload that an answer leads to. */
    protected static String idOf(WebTestClient.ResponseSpec answer) {
        var location = answer.returnResult(Void.class).getResponseHeaders().getLocation();
        return location.getPath().substring("/api/uploads/".length());
    }

    /** A JPEG picture, as far as its parts say, with nothing beside it. */
    protected static byte[] photo() {
        return photo(2000);
    }

    protected static byte[] photo(int length) {
        var start = new int[] {
            0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xda, 0, 2
        };
        var bytes = filled(start, length);
        bytes[length - 2] = (byte) 0xff;
        bytes[length - 1] = (byte) 0xd9;
        return bytes;
    }

    /** A picture that can be looked at. */
    protected static byte[] picture(int width, int height, String format) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, i * 997);
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The first bytes of an MP4 video, and then some. */
    protected static byte[] video(int length) {
        return filled(
                new int[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'm', 'p', '4', '2', 0, 0, 0, 0, 'm', 'p', '4', '2'},
                length);
    }

    private static byte[] filled(int[] start, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int value = i < start.length ? start[i] : i * 31 & 0xff;
            bytes[i] = (byte) (i < start.length || value != 0xff ? value : 0x7f);
        }
        return bytes;
    }

    protected static WebTestClient.ResponseSpec as(String token, WebTestClient.RequestHeadersSpec<?> call) {
        return call.headers(headers -> headers.setBearerAuth(token)).exchange();
    }

    protected WebTestClient.ResponseSpec get(String token, String path, Object... variables) {
        return as(token, client.get().uri(path, variables));
    }

    /** The body of an answer that must have this status. */
    protected JsonNode body(WebTestClient.ResponseSpec answer, int status) {
        var result = answer.expectBody(byte[].class).returnResult();
        var bytes = result.getResponseBody() == null ? new byte[0] : result.getResponseBody();
        if (result.getStatus().value() != status) {
            throw new AssertionError(result.getMethod() + " " + result.getUrl() + " answered " + result.getStatus()
                    + " " + new String(bytes, StandardCharsets.UTF_8));
        }
        return bytes.length == 0 ? json.nullNode() : json.readTree(bytes);
    }

    /** The slug of a problem that must have this status. */
    protected String problem(WebTestClient.ResponseSpec answer, int status) {
        answer.expectHeader().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        return body(answer, status).at("/type").asString().replace("https://airclass.io/problems/", "");
    }
}
