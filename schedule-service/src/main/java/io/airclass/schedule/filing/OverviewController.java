package io.airclass.schedule.filing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.OrgType;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.PageRequest;
import io.airclass.rosterview.Org;
import io.airclass.schedule.filing.OverviewService.Bureau;
import io.airclass.schedule.filing.OverviewService.Overview;
import io.airclass.schedule.filing.OverviewService.Row;
import io.airclass.schedule.filing.OverviewService.Show;
import io.airclass.schedule.filing.OverviewService.SinceLastWeek;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The page of truth over HTTP. */
@RestController
class OverviewController {
    private final OverviewService overviews;
    private final Clock clock;

    OverviewController(OverviewService overviews, Clock clock) {
        this.overviews = overviews;
        this.clock = clock;
    }

    /**
     * @param awaited not filed, and the day is not over
     * @param missing not filed, and the day is over
     * @param onTimeRate of all that are expected, to four decimals; absent where nothing is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CountsView(
            long expected,
            long onTime,
            long late,
            long awaited,
            long missing,
            long takenBack,
            long stale,
            long incomplete,
            long acknowledged,
            BigDecimal onTimeRate) {
        static CountsView of(Tally tally, Instant at) {
            var counts = tally.counts();
            boolean over = !at.isBefore(tally.deadline());
            return new CountsView(
                    counts.expected(),
                    counts.onTime(),
                    counts.late(),
                    over ? 0 : counts.notFiled(),
                    over ? counts.notFiled() : 0,
                    counts.takenBack(),
                    counts.stale(),
                    counts.incomplete(),
                    counts.acknowledged(),
                    counts.onTimeRate().orElse(null));
        }
    }

    /** @param filing its own bundle; absent for plans */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BureauView(String org, String name, OrgType type, CountsView counts, FilingView filing) {}

    record RowView(String name, SinceLastWeek sinceLastWeek, FilingView filing) {}

    /**
     * @param filing of the bureau itself; absent for who calls, and for plans
     * @param bureaus directly below, at most 200
     * @param filings that go into this bureau's bundle, a page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OverviewView(
            String call,
            String org,
            String name,
            OrgType type,
            LocalDate week,
            LocalDate dueOn,
            CountsView counts,
            FilingView filing,
            List<BureauView> bureaus,
            List<RowView> filings,
            String cursor) {
        static OverviewView of(Overview overview, Instant at) {
            var tally = overview.tally().value();
            return new OverviewView(
                    tally.callId(),
                    tally.orgId(),
                    name(overview.names(), tally.orgId()),
                    tally.type(),
                    tally.week(),
                    tally.dueOn(),
                    CountsView.of(tally, at),
                    overview.filing().map(filing -> FilingView.of(filing, at)).orElse(null),
                    overview.bureaus().stream()
                            .map(bureau -> bureau(overview, bureau, at))
                            .toList(),
                    overview.rows().items().stream()
                            .map(row -> row(overview, row, at))
                            .toList(),
                    overview.rows().cursor());
        }

        private static BureauView bureau(Overview overview, Bureau bureau, Instant at) {
            return new BureauView(
                    bureau.tally().orgId(),
                    name(overview.names(), bureau.tally().orgId()),
                    bureau.tally().type(),
                    CountsView.of(bureau.tally(), at),
                    bureau.filing().map(filing -> FilingView.of(filing, at)).orElse(null));
        }

        private static RowView row(Overview overview, Row row, Instant at) {
            return new RowView(
                    name(overview.names(), row.filing().value().place().orgId()),
                    row.sinceLastWeek(),
                    FilingView.of(row.filing(), at));
        }

        /** One that is gone from the roster since has its id. */
        private static String name(Map<String, Org> names, String orgId) {
            return names.containsKey(orgId) ? names.get(orgId).name() : orgId;
        }
    }

    @GetMapping("/api/filing-calls/{id}/overview")
    Mono<OverviewView> overview(
            Caller caller,
            @PathVariable String id,
            @RequestParam String org,
            @RequestParam(required = false) LocalDate week,
            @RequestParam(required = false, defaultValue = "ALL") Show show,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        var at = clock.instant();
        return overviews
                .of(caller, id, org, Optional.ofNullable(week), show, PageRequest.of("_id", false, limit, cursor))
                .map(overview -> OverviewView.of(overview, at));
    }
}
