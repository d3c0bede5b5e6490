package io.airclass.schedule.filing;

import io.airclass.contracts.schedule.FilingKind;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.filing.Filing.Filed;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows what happened below, up the chain: whether what is filed still holds, and how many stand how. Each step reads its document, then the
 * facts, then writes if the document is as it was; so news that comes twice, late or in another order leads to the same.
 */
@Service
class FollowService {
    /** A version without a last day holds no longer than this. */
    private static final int WEEKS_MAX = 54;

    private final FilingRepository filings;
    private final TallyRepository tallies;
    private final FilingCallRepository calls;
    private final BundleService bundles;
    private final RecountRepository recounts;
    private final Clock clock;

    FollowService(
            FilingRepository filings,
            TallyRepository tallies,
            FilingCallRepository calls,
            BundleService bundles,
            RecountRepository recounts,
            Clock clock) {
        this.filings = filings;
        this.tallies = tallies;
        this.calls = calls;
        this.bundles = bundles;
        this.recounts = recounts;
        this.clock = clock;
    }

    /**
     * A class has another timetable on some days.
     *
     * @param within ids of the class and all above it
     * @param last null where it was not told
     */
    Mono<Void> timetable(List<String> within, LocalDate first, LocalDate last) {
        var firstWeek = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var lastWeek = last == null
                ? firstWeek.plusWeeks(WEEKS_MAX)
                : last.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return Flux.fromIterable(within)
                .concatMap(orgId -> filings.ofWeeks(orgId, firstWeek, lastWeek)
                        .filter(found -> found.value().place().isOfSchool())
                        .collectList())
                .concatMapIterable(found -> found)
                .concatMap(found -> filing(found.id()))
                .then();
    }

    /** Something happened to a filing: whether it still holds is said at once, what lies above is counted soon. */
    Mono<Void> filing(String id) {
        return compare(id)
                .then(filings.find(id))
                .flatMap(found -> mark(found.value().place().aboveId()));
    }

    private Mono<Void> mark(String id) {
        return id.isEmpty() ? Mono.empty() : recounts.mark(id, RecountService.dueAt(clock));
    }

    /** Counts a bundle anew, and has what lies above it counted. */
    Mono<Void> count(String id) {
        return recount(id).flatMap(tally -> compare(id)
                .then(Mono.defer(() -> mark(tally.value().aboveId()))));
    }

    /** Counts a tally anew; empty where there is none. */
    Mono<Stored<Tally>> recount(String id) {
        return attempts(
                () -> tallies.find(id).flatMap(current -> filings.below(id)
                        .collectList()
                        .zipWith(tallies.below(id).map(Stored::value).collectList())
                        .map(found -> current.value()
                                .with(found.getT2().size(), TallyRules.count(found.getT1(), found.getT2())))
                        .flatMap(next ->
                                next.equals(current.value()) ? Mono.just(current) : tallies.save(current, next))),
                1);
    }

    /** Whether what is filed is what would be filed now; empty where nothing is filed, or it is no bundle. */
    private Mono<Stored<Filing>> compare(String id) {
        return attempts(
                () -> filings.find(id)
                        .filter(current -> current.value() instanceof Filed filed
                                && filed.place().kind() == FilingKind.TIMETABLES)
                        .flatMap(current -> {
                            var filed = (Filed) current.value();
                            return calls.find(filed.place().callId())
                                    .flatMap(call -> bundles.now(call.value().terms(), filed.place()))
                                    .map(now -> now.stale() || !now.hash().equals(filed.hash()))
                                    .map(stale -> FilingRules.compare(id, filed, stale))
                                    .flatMap(decision -> switch (decision) {
                                        case Decision.Accepted<Filing>(var next, var events) ->
                                            filings.put(id, Optional.of(current), next, events);
                                        default -> Mono.just(current);
                                    });
                        }),
                1);
    }

    private static <T> Mono<T> attempts(Supplier<Mono<T>> attempt, int number) {
        return Mono.defer(attempt)
                .onErrorResume(
                        thrown -> thrown instanceof VersionMoved && number < AggregateStore.CHANGE_ATTEMPTS_MAX,
                        _ -> attempts(attempt, number + 1));
    }
}
