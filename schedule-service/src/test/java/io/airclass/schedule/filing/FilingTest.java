package io.airclass.schedule.filing;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.schedule.School;
import io.airclass.schedule.filing.FilingCall.Filers;
import io.airclass.schedule.filing.FilingCall.Wanted;
import io.airclass.testkit.Races;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** Calls, filings and plans over HTTP: who may, what is kept, and by when. */
class FilingTest extends FilingServiceTest {
    private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
            .getBytes(StandardCharsets.US_ASCII);

    private String school(int number, int classes) {
        var school = region.school(region.xingyi, number, classes);
        for (int i = 1; i <= classes; i++) {
            region.publish(region.xingyi, school, i, MONDAY.minusWeeks(2), MONDAY.plusWeeks(20), "语文");
        }
        return school;
    }

    private WebTestClient.ResponseSpec acknowledge(String token, String id, String org, String office, int number) {
        return send(
                HttpMethod.PUT,
                token,
                Map.of("org", org, "office", office, "number", number),
                "/api/filings/{id}/acknowledgement",
                id);
    }

    private WebTestClient.ResponseSpec plan(String token, String id, byte[] content, String name) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(content)).filename(name);
        return client.put()
                .uri("/api/filings/{id}/plan", id)
                .headers(headers -> headers.setBearerAuth(token))
                .body(BodyInserters.fromMultipartData(parts.build()))
                .exchange();
    }

    @Test
    void a_bureau_calls_and_a_school_files_with_what_is_missing_named() {
        var school = school(1, 2);
        region.addClass(region.xingyi, school, 3, 9);
        region.addClass(region.xingyi, school, 4, 8);
        var call = Map.of(
                "kind", "TIMETABLES",
                "title", "九年级课程表",
                "basis", "黔西南州教通〔2020〕5号",
                "dueOn", TODAY.plusDays(1).toString(),
                "firstWeek", MONDAY.toString(),
                "grades", List.of(9),
                "receivers", List.of(Map.of("org", region.xingyi, "office", "基教科")));
        problem(
                send(HttpMethod.POST, region.schoolToken(school), call, "/api/filing-calls?org={o}", region.xingyi),
                403,
                "forbidden");
        problem(
                send(
                        HttpMethod.POST,
                        region.bureauToken(region.anlong),
                        call,
                        "/api/filing-calls?org={o}",
                        region.xingyi),
                404,
                "org-not-found");
        var id = send(
                        HttpMethod.POST,
                        region.bureauToken(region.xingyi),
                        call,
                        "/api/filing-calls?org={o}",
                        region.xingyi)
                .expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
        eventually(() -> body(get(region.schoolToken(school), "/api/orgs/{o}/filings", school), 200)
                .jsonPath("$.items[0].state")
                .isEqualTo("AWAITED"));
        var filing = id(id, school);

        body(put(region.schoolToken(school), "/api/filings/{id}", filing), 200)
                .jsonPath("$.state")
                .isEqualTo("FILED")
                .jsonPath("$.standing")
                .isEqualTo("ON_TIME")
                .jsonPath("$.complete")
                .isEqualTo(false)
                .jsonPath("$.versions[0].members")
                .isEqualTo(2);
        body(get(region.schoolToken(school), "/api/filings/{id}/members", filing), 200)
                .jsonPath("$.missing[0]")
                .isEqualTo(region.classId(school, 3))
                .jsonPath("$.members[1].id")
                .isEqualTo(region.classId(school, 2));
        body(put(region.schoolToken(school), "/api/filings/{id}", filing), 200)
                .jsonPath("$.versions.length()")
                .isEqualTo(1);

        region.publish(region.xingyi, school, 3, MONDAY, MONDAY.plusWeeks(3), "数学");
        eventually(() -> body(get(region.schoolToken(school), "/api/filings/{id}", filing), 200)
                .jsonPath("$.stale")
                .isEqualTo(true));
        var stale = client.put()
                .uri("/api/filings/{id}", filing)
                .headers(headers -> headers.setBearerAuth(region.schoolToken(school)))
                .header("If-Match", "\"1\"")
                .exchange();
        problem(stale, 412, "stale-version");
        body(put(region.schoolToken(school), "/api/filings/{id}", filing), 200)
                .jsonPath("$.complete")
                .isEqualTo(true)
                .jsonPath("$.versions.length()")
                .isEqualTo(2);
        body(get(region.schoolToken(school), "/api/filings/{id}/changes?than={t}&thanNumber=1", filing, filing), 200)
                .jsonPath("$.added[0]")
                .isEqualTo(region.classId(school, 3))
                .jsonPath("$.changed.length()")
                .isEqualTo(0);
        body(get(region.schoolToken(school), "/api/filings/{id}/members?number=1", filing), 200)
                .jsonPath("$.missing.length()")
                .isEqualTo(1);
    }

    @Test
    void what_one_may_not_see_is_not_there_and_what_one_may_not_do_is_forbidden() {
        var school = school(1, 1);
        var neighbour = school(2, 1);
        var call = called(region.xingyi, week());
        var filing = id(call, school);

        problem(put(region.schoolToken(neighbour), "/api/filings/{id}", filing), 404, "filing-not-found");
        problem(get(region.schoolToken(neighbour), "/api/filings/{id}", filing), 404, "filing-not-found");
        problem(get(region.bureauToken(region.anlong), "/api/filings/{id}", filing), 404, "filing-not-found");
        problem(put(region.bureauToken(region.xingyi), "/api/filings/{id}", filing), 403, "forbidden");
        problem(put(region.supervisorToken(region.xingyi), "/api/filings/{id}", filing), 403, "forbidden");
        problem(put(region.schoolToken(school), "/api/filings/{id}", id(call, "nobody")), 404, "filing-not-found");
        problem(put(region.schoolToken(school), "/api/filings/{id}", "x"), 404, "filing-not-found");
        problem(
                put(
                        region.schoolToken(school),
                        "/api/filings/{id}",
                        FilingId.of(call, school, MONDAY.plusWeeks(1)).toString()),
                404,
                "filing-not-found");
        problem(
                get(region.schoolToken(school), "/api/filing-calls/{id}/overview?org={o}", call, region.xingyi),
                404,
                "filing-not-found");
        problem(get(region.bureauToken(region.anlong), "/api/filing-calls/{id}", call), 404, "filing-call-not-found");
        body(get(region.schoolToken(school), "/api/filing-calls/{id}", call), 200)
                .jsonPath("$.state")
                .isEqualTo("OPEN");

        put(region.schoolToken(school), "/api/filings/{id}", filing)
                .expectStatus()
                .isOk();
        problem(acknowledge(region.schoolToken(school), filing, region.xingyi, "", 1), 403, "forbidden");
        problem(
                acknowledge(region.bureauToken(region.xingyi), filing, region.prefecture, "", 1),
                404,
                "filing-receiver-unknown");
        var why = Map.of("why", "请核对");
        problem(
                send(HttpMethod.PUT, region.schoolToken(school), why, "/api/filings/{id}/return", filing),
                403,
                "forbidden");
        problem(
                send(HttpMethod.PUT, region.bureauToken(region.xingyi), why, "/api/filings/{id}/recall", filing),
                403,
                "forbidden");
    }

    @Test
    void each_of_two_offices_acknowledges_by_itself_and_one_may_return_it() {
        var school = school(1, 1);
        var city = region.prefecture;
        var call = called(city, week(), new Receiver(city, "职成处"), new Receiver(city, "基教科"));
        put(region.schoolToken(school), "/api/filings/{id}", id(call, school))
                .expectStatus()
                .isOk();
        var county = id(call, region.xingyi);
        put(region.bureauToken(region.xingyi), "/api/filings/{id}", county)
                .expectStatus()
                .isOk();

        body(acknowledge(region.bureauToken(city), county, city, "职成处", 1), 200)
                .jsonPath("$.acknowledged")
                .isEqualTo(false);
        problem(acknowledge(region.bureauToken(city), county, city, "基教科", 7), 409, "filing-refiled");
        body(acknowledge(region.bureauToken(city), county, city, "基教科", 1), 200)
                .jsonPath("$.acknowledged")
                .isEqualTo(true);
        var why = Map.of("why", "请补全安龙县的课程表");
        problem(
                send(HttpMethod.PUT, region.bureauToken(region.xingyi), why, "/api/filings/{id}/recall", county),
                409,
                "filing-acknowledged");
        body(send(HttpMethod.PUT, region.bureauToken(city), why, "/api/filings/{id}/return", county), 200)
                .jsonPath("$.state")
                .isEqualTo("RETURNED")
                .jsonPath("$.why")
                .isEqualTo("请补全安龙县的课程表");
        body(put(region.bureauToken(region.xingyi), "/api/filings/{id}", county), 200)
                .jsonPath("$.standing")
                .isEqualTo("LATE")
                .jsonPath("$.versions.length()")
                .isEqualTo(2);
    }

    @Test
    void both_offices_at_once_are_both_kept() {
        var school = school(1, 1);
        var city = region.prefecture;
        var offices = List.of("职成处", "基教科", "科信处", "督导室", "办公室");
        var call = called(
                city,
                week(),
                offices.stream().map(office -> new Receiver(city, office)).toArray(Receiver[]::new));
        service.file(region.everybody(), id(call, school), Optional.empty(), IN_TIME)
                .block();
        service.file(region.everybody(), id(call, region.xingyi), Optional.empty(), IN_TIME)
                .block();
        Races.of(
                offices.size(),
                number -> () -> service.acknowledge(
                                region.everybody(),
                                id(call, region.xingyi),
                                new Receiver(city, offices.get(number)),
                                1,
                                IN_TIME)
                        .block());
        assertThat(filed(id(call, region.xingyi)).acknowledged()).isTrue();
    }

    @Test
    void a_recall_takes_the_school_out_of_what_is_filed_above() {
        var schools = List.of(school(1, 1), school(2, 1));
        var call = called(region.prefecture, week());
        schools.forEach(one -> service.file(region.everybody(), id(call, one), Optional.empty(), IN_TIME)
                .block());
        service.file(region.everybody(), id(call, region.xingyi), Optional.empty(), IN_TIME)
                .block();
        body(
                        send(
                                HttpMethod.PUT,
                                region.schoolToken(schools.getFirst()),
                                Map.of("why", "课程表有误"),
                                "/api/filings/{id}/recall",
                                id(call, schools.getFirst())),
                        200)
                .jsonPath("$.state")
                .isEqualTo("RECALLED");
        eventually(() -> assertThat(filed(id(call, region.xingyi)).stale()).isTrue());
        eventually(() -> assertThat(tallies.find(id(call, region.prefecture))
                        .block()
                        .value()
                        .counts())
                .isEqualTo(new Counts(2, 1, 0, 1, 1, 0, 0, 0)));
    }

    @Test
    void every_week_is_filed_anew_and_compared_with_the_one_before() {
        var schools = List.of(school(1, 1), school(2, 1));
        var call = called(region.xingyi, new Wanted.Timetables(MONDAY, DayOfWeek.FRIDAY));
        due.sweepAt(MONDAY.atStartOfDay(SHANGHAI).toInstant()).block();
        var next = MONDAY.plusWeeks(1);
        eventually(() -> assertThat(
                        filings.find(FilingId.of(call, schools.get(0), next).toString())
                                .blockOptional())
                .isPresent());
        region.publish(region.xingyi, schools.get(0), 1, next, next.plusWeeks(20), "英语");
        for (var school : schools) {
            service.file(region.everybody(), id(call, school), Optional.empty(), IN_TIME)
                    .block();
            service.file(
                            region.everybody(),
                            FilingId.of(call, school, next).toString(),
                            Optional.empty(),
                            MONDAY.plusDays(5).atStartOfDay(SHANGHAI).toInstant())
                    .block();
        }
        var second = FilingId.of(call, schools.get(0), next).toString();
        assertThat(filed(second).standing()).isEqualTo(Standing.LATE);
        body(get(region.bureauToken(region.xingyi), "/api/filings/{id}/changes", second), 200)
                .jsonPath("$.than")
                .isEqualTo(id(call, schools.get(0)))
                .jsonPath("$.changed[0]")
                .isEqualTo(region.classId(schools.get(0), 1));
        body(
                        get(
                                region.bureauToken(region.xingyi),
                                "/api/filing-calls/{id}/overview?org={o}&week={w}",
                                call,
                                region.xingyi,
                                next),
                        200)
                .jsonPath("$.filings[0].sinceLastWeek")
                .isEqualTo("CHANGED")
                .jsonPath("$.filings[1].sinceLastWeek")
                .isEqualTo("SAME")
                .jsonPath("$.filings[0].name")
                .isEqualTo("第1中学");

        body(
                        send(
                                HttpMethod.PUT,
                                region.bureauToken(region.xingyi),
                                Map.of("lastWeek", MONDAY.toString()),
                                "/api/filing-calls/{id}/end",
                                call),
                        200)
                .jsonPath("$.state")
                .isEqualTo("ENDED");
        problem(
                put(
                        region.schoolToken(schools.get(1)),
                        "/api/filings/{id}",
                        second.replace(schools.get(0), schools.get(1))),
                409,
                "filing-call-ended");
    }

    @Test
    void a_filing_that_is_overdue_is_told_once_and_on_the_page_as_missing() {
        var school = school(1, 1);
        var call = called(region.xingyi, week());
        due.sweepAt(Instant.now()).block();
        eventually(() ->
                assertThat(((Filing.Awaited) filing(id(call, school))).dueAt()).isNull());
        body(get(region.schoolToken(school), "/api/filings/{id}", id(call, school)), 200)
                .jsonPath("$.state")
                .isEqualTo("MISSING");
        assertThat(filings.find(id(call, school)).block().version()).isLessThanOrEqualTo(3);
    }

    @Test
    void a_plan_is_a_pdf_with_a_receipt_and_accepted_or_returned() {
        var school = school(1, 1);
        var city = region.prefecture;
        var call = called(city, new Wanted.Plans(Filers.SCHOOLS, false, true, List.of()), new Receiver(city, "科信处"));
        var filing = FilingId.of(call, school, null).toString();

        problem(
                plan(region.schoolToken(school), filing, "一校一案".getBytes(StandardCharsets.UTF_8), "方案.pdf"),
                415,
                "filing-plan-not-pdf");
        problem(put(region.schoolToken(school), "/api/filings/{id}", filing), 409, "filing-of-another-kind");
        body(plan(region.schoolToken(school), filing, PDF, "一校一案.pdf"), 200)
                .jsonPath("$.standing")
                .isEqualTo("LATE")
                .jsonPath("$.versions[0].receiptNumber")
                .value(String.class, number -> assertThat(number).matches("\\d{4}-\\d{4}(-[0-9A-Z]{4}){3}"))
                .jsonPath("$.receivers[1].org")
                .isEqualTo(region.xingyi);
        body(plan(region.schoolToken(school), filing, PDF, "一校一案.pdf"), 200)
                .jsonPath("$.versions.length()")
                .isEqualTo(1);
        get(region.bureauToken(city), "/api/filings/{id}/plan", filing)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/pdf")
                .expectBody(byte[].class)
                .isEqualTo(PDF);

        acknowledge(region.bureauToken(region.xingyi), filing, region.xingyi, "", 1)
                .expectStatus()
                .isOk();
        body(acknowledge(region.bureauToken(city), filing, city, "科信处", 1), 200)
                .jsonPath("$.acknowledged")
                .isEqualTo(true);
        body(
                        send(
                                HttpMethod.PUT,
                                region.bureauToken(city),
                                Map.of("why", "请加盖公章"),
                                "/api/filings/{id}/return",
                                filing),
                        200)
                .jsonPath("$.state")
                .isEqualTo("RETURNED");
        var stamped = (new String(PDF, StandardCharsets.US_ASCII) + "% 2\n").getBytes(StandardCharsets.US_ASCII);
        body(plan(region.schoolToken(school), filing, stamped, "一校一案（盖章）.pdf"), 200)
                .jsonPath("$.versions.length()")
                .isEqualTo(2)
                .jsonPath("$.acknowledged")
                .isEqualTo(false);
        get(region.bureauToken(city), "/api/filings/{id}/plan?number=1", filing)
                .expectBody(byte[].class)
                .isEqualTo(PDF);
    }

    @Test
    void a_school_without_an_accepted_plan_publishes_no_timetable_as_long_as_it_is_called_for() {
        var school = new School(roster);
        var officer = school.teachingOfficer();
        var asked = Map.of(
                "kind", "PLAN",
                "title", "线上教学方案",
                "basis", "黔西南州教通〔2020〕5号",
                "dueOn", TODAY.toString(),
                "requiredToPublish", true);
        var call = send(HttpMethod.POST, officer, asked, "/api/filing-calls?org={o}", school.county)
                .expectStatus()
                .isCreated()
                .expectBody(Document.class)
                .returnResult()
                .getResponseBody()
                .getString("id");
        var filing = FilingId.of(call, school.school, null).toString();
        eventually(() -> assertThat(filings.find(filing).blockOptional()).isPresent());
        client.put()
                .uri("/api/classes/{id}/timetable?effectiveFrom={from}", school.classId, MONDAY)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .bodyValue(school.csv())
                .exchange()
                .expectStatus()
                .isCreated();
        put(school.administrator(), "/api/classes/{id}/timetable/submission", school.classId)
                .expectStatus()
                .isOk();
        put(school.principal(), "/api/classes/{id}/timetable/approval", school.classId)
                .expectStatus()
                .isOk();
        var publication = "/api/classes/{id}/timetable/publication";

        body(put(school.administrator(), publication, school.classId), 422)
                .jsonPath("$.type")
                .isEqualTo("https://airclass.io/problems/plan-not-accepted")
                .jsonPath("$.cite")
                .isEqualTo("黔西南州教通〔2020〕5号");
        plan(school.administrator(), filing, PDF, "一校一案.pdf").expectStatus().isOk();
        put(school.administrator(), publication, school.classId).expectStatus().isEqualTo(422);
        acknowledge(officer, filing, school.county, "", 1).expectStatus().isOk();
        put(school.administrator(), publication, school.classId).expectStatus().isOk();
    }

    @Test
    void the_same_plan_sent_by_many_at_once_is_one_version_whose_file_is_there() {
        var school = school(1, 1);
        var call = called(region.xingyi, new Wanted.Plans(Filers.SCHOOLS, false, false, List.of()));
        var filing = FilingId.of(call, school, null).toString();
        var statuses = Races.of(
                5,
                _ -> () -> plan(region.schoolToken(school), filing, PDF, "方案.pdf")
                        .returnResult(Void.class)
                        .getStatus()
                        .value());
        assertThat(statuses).containsOnly(200);
        assertThat(filing(filing).versions()).hasSize(1);
        get(region.schoolToken(school), "/api/filings/{id}/plan", filing)
                .expectBody(byte[].class)
                .isEqualTo(PDF);
    }

    @Test
    void programmes_of_a_vocational_school_file_with_it() {
        var school = school(1, 1);
        var call = called(school, new Wanted.Plans(Filers.PROGRAMMES, false, false, List.of("机电技术应用", "学前教育")));
        body(plan(region.schoolToken(school), new FilingId(call, school, "2").toString(), PDF, "学前教育.pdf"), 200)
                .jsonPath("$.programme")
                .isEqualTo("2");
        eventually(() -> body(
                        get(region.schoolToken(school), "/api/filing-calls/{id}/overview?org={o}", call, school), 200)
                .jsonPath("$.counts.expected")
                .isEqualTo(2)
                .jsonPath("$.counts.late")
                .isEqualTo(1));
        problem(
                plan(region.schoolToken(school), new FilingId(call, school, "3").toString(), PDF, "x.pdf"),
                404,
                "filing-not-found");
    }

    @Test
    void a_call_twice_with_one_key_is_one_call() {
        var call = Map.of(
                "kind",
                "TIMETABLES",
                "title",
                "课程表",
                "dueOn",
                TODAY.plusDays(1).toString(),
                "firstWeek",
                MONDAY.toString());
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            client.post()
                    .uri("/api/filing-calls?org={o}", region.xingyi)
                    .headers(headers -> {
                        headers.setBearerAuth(region.bureauToken(region.xingyi));
                        headers.set("Idempotency-Key", key);
                    })
                    .bodyValue(call)
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        body(get(region.bureauToken(region.xingyi), "/api/filing-calls?org={o}", region.xingyi), 200)
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }
}
