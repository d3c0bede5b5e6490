package io.airclass.roster.intake;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.work.WorkDirectory;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

class ImportTest extends RosterServiceTest {
    private static final List<String> COLLECTIONS =
            List.of("orgs", "terms", "classes", "people", "accounts", "usernames");

    @Autowired
    Database database;

    @Autowired
    FileStore files;

    @Autowired
    ImportRepository imports;

    @Autowired
    IntakeService intake;

    @Autowired
    OrgRepository orgs;

    @Autowired
    IntakeSettings settings;

    @Autowired
    WorkDirectory work;

    private Document stored(String collection, String id) {
        return Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .find(new Document("_id", id))
                        .first())
                .block();
    }

    private List<Document> all(String collection) {
        return Flux.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .find())
                .collectList()
                .block();
    }

    private long versions() {
        return COLLECTIONS.stream()
                .flatMap(name -> all(name).stream())
                .mapToLong(document -> document.getLong("version"))
                .sum();
    }

    private static Map<String, String> school(String prefix) {
        var files = Zips.school();
        files.replaceAll((name, text) -> text.replaceAll(
                        "(?m)(?<=^|,)(school|class|teacher|student|guardian|role|e|term|year)-", prefix + "$1-")
                .replaceAll("(chen\\.laoshi|wang\\.laoshi|li\\.ming|zhao\\.xue|li\\.baba)", prefix + "$1"));
        return files;
    }

    @Test
    void a_bundle_goes_in_and_the_report_counts_what_was_made() {
        JsonNode report = imported(school("a-"));

        assertThat(report.get("state").asString()).as(report.toString()).isEqualTo("DONE");
        assertThat(report.get("errorCount").asLong()).isZero();
        assertThat(report.at("/counts/classes/made").asLong()).isEqualTo(1);
        assertThat(report.at("/counts/people/made").asLong()).isEqualTo(5);
        assertThat(report.at("/counts/accounts/made").asLong()).isEqualTo(5);
        assertThat(stored("classes", "a-class-1").getList("studentIds", String.class))
                .containsExactly("a-student-1", "a-student-2");
        assertThat(stored("accounts", "a-student-1").getString("passwordHash")).startsWith("$argon2id$");
    }

    @Test
    void the_same_bundle_again_changes_nothing_and_publishes_nothing() {
        imported(school("b-"));
        eventually(() -> assertThat(COLLECTIONS.stream().flatMap(name -> all(name).stream()))
                .noneMatch(document -> document.containsKey("outboxAt")));
        long before = versions();

        JsonNode report = imported(school("b-"));

        assertThat(report.at("/counts/people/unchanged").asLong()).isEqualTo(5);
        assertThat(report.at("/counts/people/made").asLong()).isZero();
        assertThat(report.at("/counts/accounts/unchanged").asLong()).isEqualTo(5);
        assertThat(report.at("/counts/orgs/changed").asLong()).isZero();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void a_change_touches_only_what_it_is_about() {
        imported(school("c-"));
        var files = school("c-");
        files.put(
                "enrollments.csv", files.get("enrollments.csv").replace("c-student-2,student", "c-teacher-2,student"));

        JsonNode report = imported(files);

        assertThat(report.at("/counts/classes/changed").asLong()).isEqualTo(1);
        assertThat(report.at("/counts/people/changed").asLong()).isEqualTo(2);
        assertThat(report.at("/counts/people/unchanged").asLong()).isEqualTo(3);
        assertThat(stored("people", "c-student-2").getList("classIds", String.class))
                .isEmpty();
    }

    @Test
    void a_password_that_its_owner_has_used_is_not_set_back_and_is_hashed_anew_at_full_cost() {
        imported(school("d-"));
        String imported = stored("accounts", "d-student-1").getString("passwordHash");
        signIn("d-li.ming", "Lesson-2026").expectStatus().isOk();
        String used = stored("accounts", "d-student-1").getString("passwordHash");
        var files = school("d-");
        files.put("users.csv", files.get("users.csv").replace("Lesson-2026", "Other-2026"));

        imported(files);

        assertThat(used).isNotEqualTo(imported);
        assertThat(stored("accounts", "d-student-1").getString("passwordHash")).isEqualTo(used);
    }

    @Test
    void equal_passwords_have_different_hashes() {
        imported(school("e-"));

        assertThat(Stream.of("e-teacher-1", "e-teacher-2", "e-student-1")
                        .map(id -> stored("accounts", id).getString("passwordHash"))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void a_username_that_belongs_to_somebody_else_is_told_and_the_person_goes_in_without_account() {
        imported(school("f-"));
        var files = school("g-");
        files.put("users.csv", files.get("users.csv").replace("g-li.ming", "f-li.ming"));

        JsonNode report = imported(files);

        assertThat(report.at("/errors/0/code").asString()).isEqualTo("username-taken");
        assertThat(report.at("/errors/0/line").asLong()).isEqualTo(4);
        assertThat(stored("people", "g-student-1")).isNotNull();
        assertThat(stored("accounts", "g-student-1")).isNull();
        signIn("f-li.ming", "Lesson-2026").expectStatus().isOk();
    }

    @Test
    void a_new_username_takes_effect_and_the_old_one_is_free() {
        imported(school("h-"));
        var files = school("h-");
        files.put("users.csv", files.get("users.csv").replace("h-li.ming", "h-li.xiaoming"));

        JsonNode report = imported(files);

        assertThat(report.at("/counts/accounts/changed").asLong()).isEqualTo(1);
        signIn("h-li.xiaoming", "Lesson-2026").expectStatus().isOk();
        signIn("h-li.ming", "Lesson-2026").expectStatus().isUnauthorized();
        assertThat(stored("usernames", "h-li.ming")).isNull();
    }

    @Test
    void bad_rows_are_listed_in_the_readers_language_and_good_rows_go_in() {
        var files = school("i-");
        files.put("users.csv", files.get("users.csv") + Zips.user("i-bad", "不 好", "坏", "例", "", ""));
        String location = upload(admin(), UUID.randomUUID().toString(), Zips.zip(files))
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);

        JsonNode report = finished(location);
        JsonNode english = json(client.get()
                .uri(location)
                .headers(h -> h.setBearerAuth(admin()))
                .header("Accept-Language", "en")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody());

        assertThat(report.get("state").asString()).isEqualTo("DONE");
        assertThat(report.get("errorCount").asLong()).isEqualTo(1);
        assertThat(report.at("/errors/0/file").asString()).isEqualTo("users.csv");
        assertThat(report.at("/errors/0/line").asLong()).isEqualTo(7);
        assertThat(report.at("/errors/0/column").asString()).isEqualTo("username");
        assertThat(report.at("/errors/0/message").asString()).contains("用户名");
        assertThat(english.at("/errors/0/message").asString()).contains("is no username");
        assertThat(stored("people", "i-bad")).isNull();
        assertThat(stored("people", "i-student-1")).isNotNull();
    }

    @Test
    void a_bundle_that_is_refused_as_a_whole_leaves_nothing() {
        var files = school("j-");
        files.put("enrollments.csv", "wrong,header\n");

        JsonNode report = imported(files);

        assertThat(report.get("state").asString()).isEqualTo("REFUSED");
        assertThat(report.at("/errors/0/file").asString()).isEqualTo("enrollments.csv");
        assertThat(stored("orgs", "j-school-1")).isNull();
    }

    @Test
    void of_fifty_equal_uploads_at_once_one_becomes_an_import_and_all_get_the_same_answer() {
        byte[] zip = Zips.zip(school("k-"));
        String token = admin();
        String key = UUID.randomUUID().toString();
        int before = all("imports").size();

        var locations = Races.of(
                50,
                _ -> () -> upload(token, key, zip)
                        .expectStatus()
                        .isAccepted()
                        .expectBody()
                        .returnResult()
                        .getResponseHeaders()
                        .getFirst(HttpHeaders.LOCATION));

        assertThat(locations).containsOnly(locations.getFirst());
        assertThat(all("imports")).hasSize(before + 1);
        assertThat(finished(locations.getFirst()).get("state").asString()).isEqualTo("DONE");
    }

    @Test
    void a_key_that_is_used_for_another_bundle_is_refused_and_the_first_import_goes_on() {
        String key = UUID.randomUUID().toString();
        String location = upload(admin(), key, Zips.zip(school("l-")))
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);

        assertThat(problem(upload(admin(), key, Zips.zip(school("m-"))), 422)).isEqualTo("idempotency-key-reused");
        assertThat(finished(location).get("state").asString()).isEqualTo("DONE");
        assertThat(stored("orgs", "m-school-1")).isNull();
    }

    @Test
    void an_upload_that_is_no_zip_or_too_large_or_without_key_gets_a_clear_problem() {
        assertThat(problem(upload(admin(), "k1", "no zip at all".getBytes(StandardCharsets.UTF_8)), 415))
                .isEqualTo("import-not-a-zip");
        assertThat(problem(upload(admin(), "k2", new byte[2_000_001]), 413)).isEqualTo("file-too-large");
        assertThat(problem(
                        client.post()
                                .uri("/api/imports")
                                .headers(h -> h.setBearerAuth(admin()))
                                .contentType(MediaType.parseMediaType("application/zip"))
                                .bodyValue(new byte[0])
                                .exchange(),
                        400))
                .isEqualTo("idempotency-key-missing");
        assertThat(problem(
                        client.post()
                                .uri("/api/imports")
                                .headers(h -> h.setBearerAuth(admin()))
                                .header("Idempotency-Key", "k3")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue("{}")
                                .exchange(),
                        415))
                .isEqualTo("content-type-not-taken");
    }

    @Test
    void an_import_whose_replica_died_in_the_middle_is_completed_by_another() {
        var files = school("n-");
        var users = new StringBuilder(files.get("users.csv"));
        var enrolments = new StringBuilder(files.get("enrollments.csv"));
        for (int i = 0; i < 400; i++) {
            users.append(Zips.user("n-s" + i, "", "周", "同学" + i, "", ""));
            enrolments.append("n-x" + i + ",,,n-class-1,n-school-1,n-s" + i + ",student,,,,\n");
        }
        files.put("users.csv", users.toString());
        files.put("enrollments.csv", enrolments.toString());
        String id = Ids.next();
        waitAsIfUploaded(id, Zips.zip(files));
        // This replica takes it on and dies when some of the people are written: nothing is tidied up.
        var dying = intake.sweepAt(Instant.now().plusSeconds(3600)).subscribe();
        eventually(() -> assertThat(stored("people", "n-s10")).isNotNull());
        dying.dispose();
        assertThat(stored("imports", id).getString("kind")).isEqualTo("running");

        JsonNode report = finished("/api/imports/" + id);

        assertThat(report.get("state").asString()).isEqualTo("DONE");
        assertThat(report.at("/counts/people/unchanged").asLong()).isPositive();
        assertThat(stored("people", "n-s399")).isNotNull();
        assertThat(stored("people", "n-s10").getLong("version")).isEqualTo(1);
        assertThat(stored("classes", "n-class-1").getList("studentIds", String.class))
                .hasSize(402);
    }

    /** An hour ahead, so that the replica that runs beside the test does not take it before the test does. */
    private void waitAsIfUploaded(String id, byte[] zip) {
        var file = files.put(
                        Ids.next(),
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(zip)),
                        "bundle.zip",
                        zip.length)
                .block();
        var at = Clock.systemUTC().instant();
        imports.create(
                        id,
                        file.sha256(),
                        new ImportJob.Waiting(
                                RosterCheckTest.EVERYTHING.asked(), at, file.id(), file.bytes(), at.plusSeconds(3600)),
                        List.of())
                .block();
    }

    private String uploaded() {
        byte[] zip = Zips.zip(school("u-"));
        var content = Flux.just((DataBuffer) DefaultDataBufferFactory.sharedInstance.wrap(zip));
        return files.put(Ids.next(), content, "bundle.zip", zip.length).block().id();
    }

    private boolean isKept(String fileId) {
        return DataBufferUtils.join(files.get(fileId, 0, 1))
                .doOnNext(DataBufferUtils::release)
                .hasElement()
                .onErrorReturn(Refused.class, false)
                .block();
    }

    private void is(String id, ImportJob job) {
        imports.create(id, id, job, List.of()).block();
    }

    @Test
    void an_import_that_runs_tells_how_far_it_is() {
        var at = Instant.now();
        var lease = Duration.ofDays(2); // no look of another test comes so late
        String id = UUID.randomUUID().toString();
        var claimed = (ImportJob.Running) ImportRules.claim(
                new ImportJob.Waiting(RosterCheckTest.EVERYTHING.asked(), at, "none", 1, at), at, lease);
        is(id, claimed);
        JsonNode told = ok(get(admin(), "/api/imports/" + id));
        assertThat(told.get("state").asString()).isEqualTo("RUNNING");
        assertThat(told.get("phase").asString()).isEqualTo("CHECKING");
        assertThat(told.has("rowsTotal")).as("before everything is checked").isFalse();

        var checked = ImportRules.checked(claimed, 200, at, lease);
        var schools =
                ImportRules.goOn(checked, ImportJob.Phase.ORGS, Counts.ofOrgs(new Tally(40, 5, 5)), 50, at, lease);
        var people = ImportRules.goOn(
                schools, ImportJob.Phase.PEOPLE, Counts.ofPeople(new Tally(0, 1, 99), Tally.NONE), 100, at, lease);
        imports.save(imports.find(id).block(), people).block();

        told = ok(get(admin(), "/api/imports/" + id));
        assertThat(told.get("phase").asString()).isEqualTo("PEOPLE");
        assertThat(told.get("rowsDone").asLong()).isEqualTo(150);
        assertThat(told.get("rowsTotal").asLong()).isEqualTo(200);
        assertThat(told.at("/counts/orgs/made").asLong()).isEqualTo(40);
        assertThat(told.at("/counts/people/unchanged").asLong()).isEqualTo(99);
    }

    @Test
    void an_upload_whose_import_ended_as_its_replica_died_is_deleted_by_the_next_look() {
        var asked = RosterCheckTest.EVERYTHING.asked();
        var at = Instant.now();
        String done = uploaded();
        String refused = uploaded();
        String exhausted = uploaded();
        assertThat(List.of(done, refused, exhausted)).allMatch(this::isKept);

        is(done, new ImportJob.Done(asked, at, at, Counts.NONE, Report.NOTHING, done, at));
        is(refused, new ImportJob.Refused(asked, at, at, Report.NOTHING, refused, at));
        is(
                exhausted,
                new ImportJob.Running(
                        asked,
                        at,
                        exhausted,
                        1,
                        at,
                        ImportRules.ATTEMPTS_MAX,
                        ImportJob.Phase.CHECKING,
                        Counts.NONE,
                        0,
                        0));

        eventually(() -> assertThat(List.of(done, refused, exhausted)).noneMatch(this::isKept));
        eventually(() -> assertThat(List.of(done, refused, exhausted))
                .noneMatch(id -> stored("imports", id).containsKey("fileId")));
        assertThat(stored("imports", exhausted).getString("kind")).isEqualTo("failed");
        assertThat(stored("imports", exhausted)).doesNotContainKey("dueAt");
        assertThat(stored("imports", done).getDate("dueAt")).isAfter(at.plusSeconds(80 * 86_400));
    }

    @Test
    void an_upload_goes_where_its_import_cannot_be_stored_and_stays_where_only_the_answer_was_lost() {
        var administrator = platform();
        for (boolean written : new boolean[] {false, true}) {
            var broken = new ImportRepository(database) {
                @Override
                Mono<Stored<ImportJob>> create(
                        String id, String requestHash, ImportJob job, List<PublishedEvent> events) {
                    var late = new ImportJob.Waiting(
                            job.asked(),
                            job.askedAt(),
                            ((ImportJob.Waiting) job).fileId(),
                            1,
                            Instant.now().plusSeconds(7200));
                    return (written ? imports.create(id, requestHash, late, events) : Mono.empty())
                            .then(Mono.error(new IllegalStateException("no answer")));
                }
            };
            var fileId = new String[1];
            var service =
                    new ImportService(broken, orgs, files, settings, Schedulers.boundedElastic(), Clock.systemUTC());
            byte[] zip = Zips.zip(school("v-"));

            var answer = service.start(
                    administrator,
                    IdempotencyKey.of(administrator, "lost-" + written, "import", new byte[0]),
                    null,
                    true,
                    (id, max) -> {
                        fileId[0] = id;
                        return files.put(
                                id, Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(zip)), "bundle.zip", max);
                    });

            assertThatThrownBy(answer::block).hasMessageContaining("no answer");
            assertThat(isKept(fileId[0])).isEqualTo(written);
        }
    }

    private Caller platform() {
        return new Caller(
                "somebody",
                "",
                List.of(new Grant(Role.PLATFORM_ADMINISTRATOR, Org.ROOT)),
                Instant.now().plusSeconds(600));
    }

    @Test
    void of_a_client_that_hangs_up_when_the_upload_is_whole_no_file_stays() {
        var service = new ImportService(imports, orgs, files, settings, Schedulers.boundedElastic(), Clock.systemUTC());
        var fileId = new AtomicReference<String>();
        var hangingUp = Disposables.swap();
        var uploaded = new AtomicBoolean();
        byte[] zip = Zips.zip(school("x-"));
        var key = IdempotencyKey.of(platform(), "hangs-up-early", "import", new byte[0]);

        hangingUp.update(service.start(platform(), key, null, true, (id, max) -> {
                    fileId.set(id);
                    return files.put(
                                    id, Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(zip)), "bundle.zip", max)
                            .doOnNext(_ -> uploaded.set(isKept(id)))
                            .doOnNext(_ -> hangingUp.dispose());
                })
                .subscribe());

        eventually(() -> assertThat(uploaded).isTrue());
        eventually(() -> assertThat(isKept(fileId.get())).isFalse());
        assertThat(imports.find(key.id()).blockOptional()).isEmpty();
    }

    @Test
    void a_client_that_hangs_up_when_its_import_is_being_stored_has_asked_for_it() {
        var hangingUp = Disposables.swap();
        var late = new ImportRepository(database) {
            @Override
            Mono<Stored<ImportJob>> create(String id, String requestHash, ImportJob job, List<PublishedEvent> events) {
                return Mono.fromRunnable(hangingUp::dispose)
                        .then(Mono.defer(() -> imports.create(id, requestHash, job, events)));
            }
        };
        var service = new ImportService(late, orgs, files, settings, Schedulers.boundedElastic(), Clock.systemUTC());
        byte[] zip = Zips.zip(school("y-"));
        var key = IdempotencyKey.of(platform(), "hangs-up-late", "import", new byte[0]);

        hangingUp.update(service.start(
                        platform(),
                        key,
                        null,
                        true,
                        (id, max) -> files.put(
                                id, Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(zip)), "bundle.zip", max))
                .subscribe());

        eventually(() -> assertThat(imports.find(key.id()).blockOptional())
                .get()
                .satisfies(stored -> assertThat(stored.value()).isInstanceOf(ImportJob.Done.class)));
    }

    /** Of the import's document in the end; thirteen schools in either case. */
    private long versions(String prefix, boolean roleAtEach) {
        var files = school(prefix);
        for (int i = 2; i <= 13; i++) {
            String school = prefix + "school-" + i;
            files.merge(
                    "orgs.csv", Zips.org(school, "兴义市第" + i + "小学", "school", "xingyi", "school", ""), String::concat);
            if (roleAtEach) {
                files.merge("roles.csv", Zips.role(prefix + "teacher-1", "teacher", school, ""), String::concat);
            }
        }
        String location = location(upload(admin(), UUID.randomUUID().toString(), Zips.zip(files)));
        assertThat(finished(location).get("errorCount").asLong()).isZero();
        String id = location.substring(location.lastIndexOf('/') + 1);
        eventually(() -> assertThat(stored("imports", id)).doesNotContainKey("fileId"));
        eventually(() -> assertThat(stored("imports", id)).doesNotContainKey("outboxAt"));
        return stored("imports", id).getLong("version");
    }

    @Test
    void the_lease_is_kept_while_the_rows_of_roles_are_remembered() {
        int together = settings.batchMax() / RowIds.PARTS;
        assertThat(together).isEqualTo(6);

        assertThat(versions("r-", true) - versions("s-", false)).isEqualTo(2);
    }

    @Test
    void an_import_leaves_nothing_where_it_worked() throws IOException {
        assertThat(imported(school("w-")).get("state").asString()).isEqualTo("DONE");

        var own = work.newPath("none").getParent();
        eventually(() -> {
            try (var left = Files.list(own)) {
                assertThat(left).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEACHER@a-school-1", "TEACHING_OFFICER@root", "PLATFORM_ADMINISTRATOR@xingyi"})
    void only_administrators_import_and_read_imports(String grant) {
        String location = upload(admin(), UUID.randomUUID().toString(), Zips.zip(school("o-")))
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);
        String token = issuer.token("somebody", grant);

        assertThat(problem(upload(token, "k", Zips.zip(school("z-"))), 403)).isEqualTo("import-forbidden");
        assertThat(problem(get(token, location), 404)).isEqualTo("not-found");
        assertThat(stored("orgs", "z-school-1")).isNull();
        finished(location);
    }
}
