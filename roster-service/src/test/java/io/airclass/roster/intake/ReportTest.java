package io.airclass.roster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.store.Database;
import io.airclass.kit.tables.CsvText;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.airclass.testkit.Infrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class ReportTest extends RosterServiceTest {
    private static final int BAD = 620;

    @Autowired
    Database database;

    @Autowired
    FileStore files;

    @Autowired
    IntakeService intake;

    private long documents(String... collections) {
        return Flux.just(collections)
                .concatMap(name -> Mono.from(
                        Infrastructure.unguarded(database).getCollection(name).countDocuments()))
                .reduce(0L, Long::sum)
                .block();
    }

    private String asked(String query, byte[] zip) {
        return location(client.post()
                .uri("/api/imports" + query)
                .headers(h -> h.setBearerAuth(admin()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/zip")
                .bodyValue(zip)
                .exchange());
    }

    private byte[] withBadRows() {
        var bundle = Zips.school();
        var users = new StringBuilder(bundle.get("users.csv"));
        for (int i = 0; i < BAD; i++) {
            users.append(Zips.user("bad-" + i, "=cmd|' /C calc'!A" + i, "坏", "例", "", ""));
        }
        bundle.put("users.csv", users.toString());
        return Zips.zip(bundle);
    }

    private String csv(String location, String language) {
        byte[] body = client.get()
                .uri(location + "/report")
                .headers(h -> h.setBearerAuth(admin()))
                .header("Accept", "text/csv")
                .header("Accept-Language", language)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Content-Disposition", "attachment.*")
                .expectBody()
                .returnResult()
                .getResponseBody();
        return new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void a_dry_run_counts_what_would_be_and_writes_and_publishes_nothing() {
        String[] collections = {"orgs", "terms", "classes", "people", "accounts", "usernames"};
        var bundle = Zips.school();
        bundle.replaceAll((name, text) -> text.replaceAll("(?m)(?<=^|,)(student|e|class)-", "dry-$1-")
                .replaceAll("(li\\.ming|zhao\\.xue)", "dry.$1"));
        imported(Zips.school());
        long before = documents(collections);

        JsonNode would = finished(asked("?dryRun=true", Zips.zip(bundle)));

        assertThat(would.get("state").asString()).isEqualTo("DONE");
        assertThat(would.get("dryRun").asBoolean()).isTrue();
        assertThat(would.at("/counts/people/made").asLong()).isEqualTo(2);
        assertThat(would.at("/counts/people/changed").asLong()).isEqualTo(3);
        assertThat(would.at("/counts/classes/made").asLong()).isEqualTo(1);
        assertThat(would.at("/counts/accounts/made").asLong()).isEqualTo(2);
        assertThat(would.at("/counts/accounts/unchanged").asLong()).isEqualTo(3);
        assertThat(documents(collections)).isEqualTo(before);
        JsonNode done = finished(asked("", Zips.zip(bundle)));
        assertThat(done.get("counts")).isEqualTo(would.get("counts"));
        imported(Zips.school());
    }

    @Test
    void the_whole_report_is_read_in_pages_beyond_the_first_findings() {
        String location = asked("?dryRun=true", withBadRows());
        JsonNode report = finished(location);
        assertThat(report.get("errorCount").asLong()).isEqualTo(BAD);
        assertThat(report.get("errors").size()).isEqualTo(500);

        List<Long> lines = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = ok(get(admin(), location + "/report?limit=200&cursor={c}", cursor));
            page.get("items").forEach(item -> lines.add(item.get("line").asLong()));
            cursor = page.has("cursor") ? page.get("cursor").asString() : null;
        }

        assertThat(lines).hasSize(BAD).doesNotHaveDuplicates().isSorted();
        assertThat(problem(get(admin(), location + "/report?cursor=cjM"), 400)).isEqualTo("cursor-malformed");
        assertThat(problem(get(admin(), location + "/report?cursor=%25"), 400)).isEqualTo("cursor-malformed");
        assertThat(problem(get(admin(), location + "/report?limit=201"), 400)).isEqualTo("limit-out-of-range");
    }

    @Test
    void the_report_opens_in_a_spreadsheet_in_the_readers_language_and_no_cell_is_a_formula() {
        String location = asked("?dryRun=true", withBadRows());
        finished(location);

        String chinese = csv(location, "zh-CN");
        String english = csv(location, "en");

        assertThat(chinese).startsWith("\uFEFF\"级别\",\"文件\",\"行\",\"列\"");
        assertThat(chinese.lines()).hasSize(BAD + 1);
        assertThat(english).startsWith("\uFEFF\"Weight\"").contains("\"row left out\",\"users.csv\",7,\"username\"");
        assertThat(chinese).doesNotContain(",\"=", ",=");
        assertThat(CsvText.line("=1+1", "@a", "-x", "＋1", "a\"b"))
                .isEqualTo("\"'=1+1\",\"'@a\",\"'-x\",\"'＋1\",\"a\"\"b\"\r\n");
    }

    @Test
    void a_report_is_not_there_before_the_end_and_not_after_its_time() {
        String location = asked("?dryRun=true", withBadRows());
        String id = location.substring(location.lastIndexOf('/') + 1);
        finished(location);

        io.airclass.testkit.Eventually.eventually(() -> assertThat(Mono.from(Infrastructure.unguarded(database)
                                .getCollection("imports")
                                .find(new Document("_id", id))
                                .first())
                        .block()
                        .getDate("dueAt")
                        .toInstant())
                .isAfter(Instant.now().plusSeconds(80 * 86_400)));
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("imports")
                        .updateOne(new Document("_id", id), new Document("$set", new Document("dueAt", Instant.EPOCH))))
                .block();
        io.airclass.testkit.Eventually.eventually(() ->
                assertThat(problem(get(admin(), location + "/report"), 410)).isEqualTo("import-report-expired"));
        assertThat(ok(get(admin(), location)).get("errorCount").asLong()).isEqualTo(BAD);
    }
}
