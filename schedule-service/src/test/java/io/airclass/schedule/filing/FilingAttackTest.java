package io.airclass.schedule.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.schedule.filing.FilingCall.Filers;
import io.airclass.schedule.filing.FilingCall.Wanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.function.BodyInserters;

/** Nothing that is sent makes the service fail. */
class FilingAttackTest extends FilingServiceTest {

    private Map<String, Object> call(String field, Object value) {
        var call = new HashMap<String, Object>(Map.of(
                "kind",
                "TIMETABLES",
                "title",
                "课程表",
                "dueOn",
                TODAY.plusDays(1).toString(),
                "firstWeek",
                MONDAY.toString()));
        call.put(field, value);
        return call;
    }

    @Test
    void a_call_that_cannot_be_is_a_bad_request() {
        var tooMany = IntStream.range(0, 6)
                .mapToObj(i -> Map.of("org", region.xingyi, "office", "科室" + i))
                .toList();
        var bad = Stream.of(
                call("kind", "BRIBE"),
                call("title", " "),
                call("title", "长".repeat(101)),
                call("basis", "长".repeat(301)),
                call("dueOn", "+999999999-12-31"),
                call("dueOn", "2026-02-30"),
                call("firstWeek", "+999999999-12-27"),
                call("firstWeek", "0001-01-01"),
                call("firstWeek", MONDAY.plusDays(1).toString()),
                call("everyWeekBy", "SOMEDAY"),
                call("grades", List.of(13)),
                call("grades", List.of("九")),
                call("stages", List.of("NURSERY")),
                call("receivers", tooMany),
                call("receivers", List.of(Map.of("office", "基教科"))),
                call("receivers", List.of(Map.of("org", region.xingyi, "office", "长".repeat(41)))),
                call("receivers", List.of(Map.of("org", region.anlong))),
                call("unknown", 1));
        bad.forEach(asked -> send(
                        HttpMethod.POST,
                        region.bureauToken(region.xingyi),
                        asked,
                        "/api/filing-calls?org={o}",
                        region.xingyi)
                .expectStatus()
                .isBadRequest());
    }

    @Test
    void ids_that_are_none_are_not_found_and_pages_that_are_none_refused() {
        var officer = region.bureauToken(region.xingyi);
        for (String id : List.of("~", "~~", "~~~", "a~b~c~d", "{$ne:1}", "call~" + region.xingyi + "~2026-99-99")) {
            put(officer, "/api/filings/{id}", id).expectStatus().isNotFound();
            get(officer, "/api/filings/{id}", id).expectStatus().isNotFound();
            get(officer, "/api/filings/{id}/changes", id).expectStatus().isNotFound();
        }
        var school = region.school(region.xingyi, 1, 1);
        var call = called(region.xingyi, week());
        put(region.schoolToken(school), "/api/filings/{id}", call + "~" + school + "~+999999999-12-27")
                .expectStatus()
                .isNotFound();
        var overview = "/api/filing-calls/{id}/overview?org={o}&";
        for (String query : List.of("limit=0", "limit=201", "cursor=x", "show=BRIBED", "week=gestern")) {
            get(officer, overview + query, call, region.xingyi).expectStatus().isBadRequest();
        }
        get(officer, overview + "week=+999999999-12-27", call, region.xingyi)
                .expectStatus()
                .is4xxClientError();
        problem(put(region.schoolToken(school), "/api/filings/{id}", id(call, school)), 422, "filing-empty");
        var end = Map.of("lastWeek", "+999999999-12-31");
        problem(send(HttpMethod.PUT, officer, end, "/api/filing-calls/{id}/end", call), 400, "date-out-of-range");
    }

    @Test
    void what_is_called_a_pdf_and_is_none_is_not_taken_and_leaves_nothing() {
        var school = region.school(region.xingyi, 1, 1);
        var call = called(region.xingyi, new Wanted.Plans(Filers.SCHOOLS, false, false, List.of()));
        var filing = FilingId.of(call, school, null).toString();
        for (byte[] content : List.of(new byte[0], "<html><script>".getBytes(), new byte[] {'M', 'Z', 0, 1})) {
            var parts = new MultipartBodyBuilder();
            parts.part("file", new ByteArrayResource(content)).filename("../../方案.pdf");
            client.put()
                    .uri("/api/filings/{id}/plan", filing)
                    .headers(headers -> headers.setBearerAuth(region.schoolToken(school)))
                    .body(BodyInserters.fromMultipartData(parts.build()))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(415);
        }
        assertThat(filing(filing).versions()).isEmpty();
    }
}
