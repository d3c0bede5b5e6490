package io.airclass.roster.intake;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.personal.Numbers;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.personal.PersonalService;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class ParticularsTest extends RosterServiceTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String FIRST = "2026-11-01T08:00:00Z";
    private static final String HEADER =
            Zips.USERS_HEADER.strip() + ",metadata.airclass.identityNumber,metadata.airclass.studentNumber\n";

    @TempDir
    Path directory;

    @Autowired
    Database database;

    @Autowired
    PersonalService personal;

    @Autowired
    DeltaService deltas;

    @Autowired
    MeterRegistry meters;

    /** Each test has a school and numbers of its own. */
    private final int serial = NEXT.incrementAndGet() * 20;

    private final String own = "pt" + serial + "-";
    private final Map<String, String> files = Zips.school();

    @BeforeEach
    void a_school_of_its_own() {
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(school|class|teacher|student|guardian|role|e|term|year)-", own + "$1-")
                .replaceAll("(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba)", own + "$1"));
        files.put(
                "users.csv",
                files.get("users.csv").replace(Zips.USERS_HEADER, HEADER).replaceAll("(?m),$", ",,,"));
    }

    private void says(String person, String identifier, String sms, String phone, String identity, String student) {
        var rows = files.get("users.csv").lines().map(row -> {
            if (!row.startsWith(own + person + ",")) {
                return row;
            }
            var fields = row.split(",", -1);
            fields[9] = identifier;
            fields[11] = sms;
            fields[12] = phone;
            fields[22] = identity;
            fields[23] = student;
            return String.join(",", fields);
        });
        files.put("users.csv", rows.collect(Collectors.joining("\n", "", "\n")));
    }

    private void everybodySaysTheirs() {
        says("student-1", Numbers.student(serial), "", Numbers.phone(serial), Numbers.identity(serial), "");
        says("student-2", "", "+86 " + Numbers.phone(serial + 1), "0859-3123456", "", Numbers.student(serial + 1));
        says("teacher-1", "900017", fullWidth(Numbers.phone(serial + 2)), "", Numbers.identity(serial + 2), "");
    }

    private static String fullWidth(String digits) {
        return digits.chars()
                .mapToObj(c -> String.valueOf((char) (c - '0' + '０')))
                .collect(Collectors.joining());
    }

    private Map<String, Particulars> kept() {
        var ids = Set.of("student-1", "student-2", "teacher-1", "teacher-2", "guardian-1").stream()
                .map(own::concat)
                .collect(Collectors.toSet());
        return personal.open(ids).block();
    }

    private List<Document> all(String collection) {
        return Flux.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .find())
                .collectList()
                .block();
    }

    private Map<String, Long> versions(String collection) {
        return all(collection).stream()
                .filter(document -> document.getString("_id").startsWith(own))
                .collect(Collectors.toMap(
                        document -> document.getString("_id"), document -> document.getLong("version")));
    }

    /** Documents in which anything is sealed. */
    private List<Document> sealedOnes() {
        return all("personal").stream()
                .filter(document -> document.getString("_id").startsWith(own))
                .filter(document -> !document.getList("keyIds", String.class).isEmpty())
                .toList();
    }

    private static List<String> told(JsonNode report, String what) {
        return report.get(what)
                .valueStream()
                .map(each -> each.get("line").asLong() + ":"
                        + each.get("column").asString() + ":" + each.get("code").asString())
                .filter(each -> !each.startsWith("0:"))
                .toList();
    }

    @Test
    void a_bundle_brings_particulars_which_are_kept_in_one_form() {
        everybodySaysTheirs();

        var report = imported(files);

        assertThat(told(report, "errors")).isEmpty();
        assertThat(told(report, "notes"))
                .containsExactlyInAnyOrder("5:phone:phone-left-aside", "2:identifier:identifier-left-aside");
        assertThat(kept())
                .isEqualTo(Map.of(
                        own + "student-1",
                        new Particulars(Map.of(
                                Particular.STUDENT_NUMBER, Numbers.student(serial),
                                Particular.PHONE, Numbers.phone(serial),
                                Particular.IDENTITY_NUMBER, Numbers.identity(serial))),
                        own + "student-2",
                        new Particulars(Map.of(
                                Particular.STUDENT_NUMBER, Numbers.student(serial + 1),
                                Particular.PHONE, Numbers.phone(serial + 1))),
                        own + "teacher-1",
                        new Particulars(Map.of(
                                Particular.IDENTITY_NUMBER, Numbers.identity(serial + 2),
                                Particular.PHONE, Numbers.phone(serial + 2)))));
    }

    @Test
    void the_same_bundle_again_seals_and_writes_nothing_and_what_it_does_not_say_stays() {
        everybodySaysTheirs();
        imported(files);
        var before = all("personal");
        imported(files);
        assertThat(all("personal")).containsExactlyInAnyOrderElementsOf(before);
        says("student-1", "", "", "", "", "");

        imported(files);

        assertThat(all("personal")).containsExactlyInAnyOrderElementsOf(before);
    }

    @ParameterizedTest
    @CsvSource({
        "'',12885900001,'','','',sms:phone-unfit",
        "'','',1388590000,'','',phone:phone-unfit",
        "'','','',110105194912310021,'',metadata.airclass.identityNumber:identity-number-unfit",
        "'','','','',G110105194912310021,metadata.airclass.studentNumber:student-number-unfit",
    })
    void a_wrong_number_leaves_its_row_out_and_is_not_repeated(
            String identifier, String sms, String phone, String identity, String student, String told) {
        says("teacher-2", identifier, sms, phone, identity, student);

        var report = imported(files);

        assertThat(told(report, "errors")).contains("3:" + told);
        assertThat(report.toString()).doesNotContain("12885900001", "1388590000", "110105194912310021");
        assertThat(versions("people")).doesNotContainKey(own + "teacher-2").containsKey(own + "teacher-1");
    }

    @Test
    void an_identifier_that_is_almost_a_student_number_is_noted_and_not_kept() {
        says("student-1", "G110105194912310021", "", "", "", "");

        var report = imported(files);

        assertThat(told(report, "errors")).isEmpty();
        assertThat(told(report, "notes")).containsExactly("4:identifier:identifier-unfit");
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_dry_run_checks_and_keeps_nothing() {
        everybodySaysTheirs();
        says("teacher-2", "", "12885900001", "", "", "");

        var report = finished(location(client.post()
                .uri("/api/imports?dryRun=true")
                .headers(h -> h.setBearerAuth(admin()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/zip")
                .bodyValue(Zips.zip(files))
                .exchange()));

        assertThat(told(report, "errors")).contains("3:sms:phone-unfit");
        assertThat(kept()).isEmpty();
    }

    @Test
    void particulars_that_a_crash_kept_from_following_their_people_follow_when_the_import_goes_on() {
        imported(files);
        var people = versions("people");
        everybodySaysTheirs();

        imported(files);

        assertThat(kept()).hasSize(3);
        assertThat(versions("people")).isEqualTo(people);
    }

    private byte[] delta(String status, String at) {
        return Zips.delta(new LinkedHashMap<>(Zips.changes(Map.of("users.csv", files.get("users.csv")), status, at)));
    }

    @Test
    void changes_bring_particulars_and_who_leaves_keeps_none_and_it_is_audited() {
        imported(files);
        everybodySaysTheirs();

        assertThat(told(imported(delta("active", FIRST)), "errors")).isEmpty();
        assertThat(kept()).hasSize(3);
        profile("student-1");
        assertThat(told(imported(delta("tobedeleted", "2026-11-02T08:00:00Z")), "errors"))
                .isEmpty();

        assertThat(sealedOnes()).isEmpty();
        assertThat(versions("profiles")).isEmpty();
        eventually(() -> assertThat(all("audit").stream()
                        .filter(entry -> entry.getString("action").equals("person-removed"))
                        .map(entry -> entry.getString("subjectId")))
                .contains(own + "student-1", own + "guardian-1"));
    }

    private void profile(String person) {
        client.put()
                .uri("/api/me/profile")
                .headers(h -> h.setBearerAuth(issuer.token(own + person, "STUDENT@" + own + "school-1")))
                .bodyValue(Map.of(
                        "name",
                        "李明",
                        "documentKind",
                        "STUDENT_NUMBER",
                        "documentNumber",
                        Numbers.student(serial),
                        "phone",
                        Numbers.phone(serial)))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(versions("profiles")).isNotEmpty();
    }

    @Test
    void what_a_crash_has_left_of_somebody_who_left_goes_when_the_changes_are_worked_in_again() {
        everybodySaysTheirs();
        imported(files);
        var before = all("personal");
        imported(delta("tobedeleted", FIRST));
        assertThat(kept()).isEmpty();
        // As if the replica had died after the people and before their particulars: nothing of the changes is
        // remembered.
        var mongo = Infrastructure.unguarded(database);
        Mono.from(mongo.getCollection("sourceRows").deleteMany(new Document("_id", new Document("$regex", own))))
                .block();
        Mono.from(mongo.getCollection("personal").deleteMany(new Document("_id", new Document("$regex", "^" + own))))
                .block();
        Mono.from(mongo.getCollection("personal")
                        .insertMany(before.stream()
                                .filter(each -> each.getString("_id").startsWith(own))
                                .toList()))
                .block();

        imported(delta("tobedeleted", FIRST));

        assertThat(kept()).isEmpty();
    }

    /** As a replica would do it that works changes in. */
    private void worked(byte[] zip) throws IOException {
        var findings = new Findings(10);
        try (Bundle bundle = Bundle.open(Zips.file(directory, zip), BundleLimits.standard(), findings)
                .orElseThrow()) {
            var rows = DeltaRow.readAll(bundle, findings, 100);
            deltas.work(rows, RosterCheckTest.EVERYTHING.asked(), false, () -> findings, _ -> Mono.empty())
                    .retry(20)
                    .block();
        }
    }

    @Test
    void of_who_leaves_while_another_import_brings_particulars_nothing_is_kept() {
        var users = new StringBuilder(HEADER);
        var brought = new ArrayList<Map<String, Particulars>>();
        for (int i = 0; i < 10; i++) {
            users.append(Zips.user(own + "s" + i, "", "周", "同学", "", "").replace("\n", ",,\n"));
            brought.add(Map.of(own + "s" + i, new Particulars(Map.of(Particular.PHONE, Numbers.phone(serial + i)))));
        }
        files.put("users.csv", files.get("users.csv") + users.substring(HEADER.length()));
        imported(files);
        files.put("users.csv", users.toString());
        byte[] leaving = delta("tobedeleted", FIRST);

        Races.of(11, i -> () -> {
            if (i == 10) {
                worked(leaving);
            } else {
                personal.ensure(brought.get(i)).block();
            }
            return i;
        });

        assertThat(versions("people")).containsKey(own + "s0");
        assertThat(sealedOnes()).isEmpty();
    }

    @Test
    void an_import_does_not_touch_the_particulars_of_somebody_elsewhere() {
        files.merge(
                "orgs.csv", Zips.org(own + "far", "贞丰县", "district", "qianxinan", "county", "522325"), String::concat);
        imported(files);
        says("student-1", "", Numbers.phone(serial), "", "", "");
        String token = issuer.token("x", "ORG_ADMINISTRATOR@" + own + "far");

        finished(location(upload(token, UUID.randomUUID().toString(), Zips.zip(files))));

        assertThat(kept()).isEmpty();
    }

    @Test
    void neither_report_nor_log_nor_metric_nor_database_nor_event_tells_a_number() {
        var log = new Log();
        everybodySaysTheirs();
        says("teacher-2", "", "12885900001", "", "", "");
        says("guardian-1", Numbers.identity(serial + 5), "", "", "110105194912310021", "");
        String location = location(upload(admin(), UUID.randomUUID().toString(), Zips.zip(files)));
        var report = finished(location);
        worked(location);
        finished(location(upload(admin(), UUID.randomUUID().toString(), delta("active", FIRST))));
        files.put("users.csv", files.get("users.csv").substring(HEADER.length()));
        var headless = imported(files);
        assertThat(headless.get("state").asString()).isEqualTo("REFUSED");
        assertThat(told(headless, "errors")).isNotEmpty();

        var numbers = new ArrayList<>(List.of("12885900001", "110105194912310021"));
        for (int i = 0; i < 6; i++) {
            numbers.addAll(List.of(Numbers.phone(serial + i), Numbers.identity(serial + i)));
        }
        String lines = new String(
                get(admin(), location + "/report").expectBody().returnResult().getResponseBody(),
                StandardCharsets.UTF_8);
        for (String told : List.of(
                report.toString(),
                headless.toString(),
                lines,
                log.ended(),
                meters.getMeters().toString(),
                everythingStored(),
                everythingPublished())) {
            assertThat(told).isNotEmpty().doesNotContain(numbers);
        }
    }

    /** All that the service logs from now on. */
    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        private final StringBuffer lines = new StringBuffer();

        Log() {
            start();
            root.addAppender(this);
            root.info("From now on");
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.append(event.getFormattedMessage()).append(event.getMDCPropertyMap());
            if (event.getThrowableProxy() != null) {
                lines.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }

        String ended() {
            root.detachAppender(this);
            return lines.toString();
        }
    }

    private void worked(String location) {
        eventually(() -> assertThat(all("imports").stream()
                        .filter(job -> location.endsWith(job.getString("_id")))
                        .map(job -> job.getString("kind")))
                .containsExactly("done"));
    }

    private String everythingStored() {
        return Flux.from(Infrastructure.unguarded(database).listCollectionNames())
                .flatMap(name -> Flux.from(
                        Infrastructure.unguarded(database).getCollection(name).find()))
                .map(Document::toJson)
                .collect(Collectors.joining("\n"))
                .block();
    }

    private static String everythingPublished() {
        try (var consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, Infrastructure.kafka()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .filter(each -> each.topic().startsWith("airclass."))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new StringBuilder();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(each ->
                                all.append(each.key()).append(each.value()).append(each.headers()));
            }
            return all.toString();
        }
    }
}
