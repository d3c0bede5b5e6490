package io.airclass.exam.sitting;

import io.airclass.exam.marking.Answer;
import io.airclass.exam.sitting.SittingRules.Save;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Sitting an exam, and the results for its teachers. */
@RestController
public final class SittingController {

    private static final long VERSION_MAX = 1_000_000;

    private final SittingService sittings;
    private final Clock clock;

    public SittingController(SittingService sittings, Clock clock) {
        this.sittings = sittings;
        this.clock = clock;
    }

    /**
     * An answer to save.
     *
     * @param version 1 for the first answer to the item, else one more than the version that it replaces
     */
    public record SaveRequest(
            @NotNull @Min(1) @Max(VERSION_MAX) Long version,
            @NotNull Answer answer) {}

    /** An answer that is stored and will not be lost. */
    public record SavedView(
            String itemId, long version, Answer answer, Instant savedAt, Instant serverTime, long secondsLeft) {}

    @PutMapping("/api/exams/{id}/sitting")
    public Mono<SittingView> start(Caller caller, @PathVariable String id) {
        return sittings.start(caller, id).map(this::view);
    }

    @GetMapping("/api/sittings/{id}")
    public Mono<SittingView> read(Caller caller, @PathVariable String id) {
        return sittings.read(caller, id).map(this::view);
    }

    @PutMapping("/api/sittings/{id}/answers/{itemId}")
    public Mono<SavedView> save(
            Caller caller,
            @PathVariable String id,
            @PathVariable String itemId,
            @Valid @RequestBody SaveRequest request) {
        return sittings.save(caller, id, new Save(itemId, request.version(), request.answer()))
                .map(kept -> saved(itemId, kept));
    }

    @PutMapping("/api/sittings/{id}/hand-in")
    public Mono<SittingView> handIn(Caller caller, @PathVariable String id) {
        return sittings.handIn(caller, id).map(this::view);
    }

    @GetMapping("/api/exams/{id}/results")
    public Mono<Page<ResultView>> results(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return sittings.results(caller, id, limit, cursor).map(page -> page.map(ResultView::of));
    }

    private SittingView view(SittingService.Opened opened) {
        return SittingView.of(opened.sitting().id(), opened.sitting().value(), opened.paper(), clock.instant());
    }

    private SavedView saved(String itemId, SittingService.Kept kept) {
        var now = clock.instant();
        var answer = kept.answer();
        return new SavedView(
                itemId,
                answer.version(),
                answer.answer(),
                answer.savedAt(),
                now,
                SittingView.secondsLeft(kept.seat(), now));
    }
}
