package io.airclass.schedule.filing;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.filing.Filing.Filed;
import io.airclass.schedule.filing.Filing.Place;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The page of truth of a call at one bureau: counted from the documents of the filings and tallies alone. */
@Service
class OverviewService {
    private final FilingCallRepository calls;
    private final FilingRepository filings;
    private final TallyRepository tallies;
    private final RosterView roster;

    OverviewService(FilingCallRepository calls, FilingRepository filings, TallyRepository tallies, RosterView roster) {
        this.calls = calls;
        this.filings = filings;
        this.tallies = tallies;
        this.roster = roster;
    }

    /** Which filings are listed. */
    enum Show {
        ALL,
        ON_TIME,
        LATE,
        NOT_FILED,
        STALE
    }

    /** How a filing compares with that of the week before. */
    enum SinceLastWeek {
        SAME,
        CHANGED,
        /** Nothing was filed for the week before, or is not for this. */
        UNKNOWN
    }

    /** One filing in the list. */
    record Row(Stored<Filing> filing, SinceLastWeek sinceLastWeek) {}

    /**
     * A bureau below.
     *
     * @param filing its own bundle; empty for plans
     */
    record Bureau(Tally tally, Optional<Stored<Filing>> filing) {}

    /**
     * @param filing of the bureau itself; empty for who calls, and for plans
     * @param names of all organisations that it names, by id
     */
    record Overview(
            Stored<Tally> tally,
            Optional<Stored<Filing>> filing,
            List<Bureau> bureaus,
            Page<Row> rows,
            Map<String, Org> names) {}

    /** @param week empty for the last that is laid out */
    Mono<Overview> of(
            Caller caller, String callId, String orgId, Optional<LocalDate> week, Show show, PageRequest page) {
        return calls.find(callId)
                .zipWith(roster.org(orgId))
                .filter(found -> FilingRules.maySee(caller, found.getT2().within()))
                .flatMap(found -> tallies.find(FilingId.of(
                                callId,
                                orgId,
                                week.or(() -> CallRules.lastWeek(found.getT1().value()))
                                        .orElse(null))
                        .toString()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("filing-not-found")))
                .flatMap(tally -> overview(tally, show, page));
    }

    private Mono<Overview> overview(Stored<Tally> tally, Show show, PageRequest page) {
        var own = filings.find(tally.id()).map(Optional::of).defaultIfEmpty(Optional.empty());
        return Mono.zip(own, bureaus(tally.id()), rows(tally.id(), show, page))
                .flatMap(found -> names(tally.value(), found.getT2(), found.getT3())
                        .map(names -> new Overview(tally, found.getT1(), found.getT2(), found.getT3(), names)));
    }

    private Mono<List<Bureau>> bureaus(String id) {
        return tallies.below(id).collectList().flatMap(below -> filings.findAll(
                        below.stream().map(Stored::id).toList())
                .collectMap(Stored::id)
                .map(own -> below.stream()
                        .map(tally -> new Bureau(tally.value(), Optional.ofNullable(own.get(tally.id()))))
                        .toList()));
    }

    private Mono<Page<Row>> rows(String id, Show show, PageRequest page) {
        var found =
                switch (show) {
                    case ALL -> filings.below(id, page);
                    case ON_TIME -> filings.below(id, Standing.ON_TIME, page);
                    case LATE -> filings.below(id, Standing.LATE, page);
                    case NOT_FILED -> filings.below(id, Standing.NOT_FILED, page);
                    case STALE -> filings.staleBelow(id, page);
                };
        return found.flatMap(rows -> filings.findAll(rows.items().stream()
                        .map(row -> row.value().place())
                        .filter(place -> place.week() != null)
                        .map(OverviewService::weekBefore)
                        .toList())
                .collectMap(Stored::id)
                .map(before -> rows.map(row -> new Row(row, since(row.value(), before)))));
    }

    private static String weekBefore(Place place) {
        return FilingId.of(place.callId(), place.orgId(), place.week().minusWeeks(1))
                .toString();
    }

    private static SinceLastWeek since(Filing filing, Map<String, Stored<Filing>> before) {
        if (filing.place().week() == null
                || !(filing instanceof Filed now)
                || !(before.containsKey(weekBefore(filing.place()))
                        && before.get(weekBefore(filing.place())).value() instanceof Filed then)) {
            return SinceLastWeek.UNKNOWN;
        }
        return now.hash().equals(then.hash()) ? SinceLastWeek.SAME : SinceLastWeek.CHANGED;
    }

    private Mono<Map<String, Org>> names(Tally tally, List<Bureau> bureaus, Page<Row> rows) {
        return roster.orgs(Stream.of(
                        Stream.of(tally.orgId()),
                        bureaus.stream().map(bureau -> bureau.tally().orgId()),
                        rows.items().stream()
                                .map(row -> row.filing().value().place().orgId()))
                .flatMap(ids -> ids)
                .distinct()
                .toList());
    }
}
