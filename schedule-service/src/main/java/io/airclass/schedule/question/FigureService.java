package io.airclass.schedule.question;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.catalogue.ScopeService;
import io.airclass.schedule.question.FigureRules.Sums;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Counts a school's day anew when something was asked or answered, and adds days up. */
@Service
class FigureService {
    static final int DAYS_MAX = 31;

    /** More questions than a school asks in a day. */
    private static final int QUESTIONS_MAX = 10_000;

    private final FigureRepository figures;
    private final QuestionRepository questions;
    private final ScopeService scope;

    FigureService(FigureRepository figures, QuestionRepository questions, ScopeService scope) {
        this.figures = figures;
        this.questions = questions;
        this.scope = scope;
    }

    /**
     * @param truncated whether there are more schools and days than are added up, and the sums are of the first of them
     * @param oldestWaiting since when the longest waiting question waits, whenever it was asked
     */
    record Figures(Sums sums, boolean truncated, Optional<Instant> oldestWaiting) {}

    /** As with shelves: the version is read before the questions are counted, so that an older count is never written over a newer. */
    Mono<Void> recount(String schoolId, List<String> within, LocalDate day) {
        return attempt(schoolId, within, day.toString(), 1);
    }

    private Mono<Void> attempt(String schoolId, List<String> within, String day, int attempt) {
        String id = schoolId + "~" + day;
        return figures.find(id)
                .switchIfEmpty(
                        Mono.defer(() -> figures.create(id, FigureRules.count(schoolId, within, day, List.of()))))
                .flatMap(current -> questions
                        .ofSchoolDay(schoolId, day, QUESTIONS_MAX)
                        .collectList()
                        .map(found -> FigureRules.count(schoolId, within, day, found))
                        .flatMap(now -> now.equals(current.value()) ? Mono.just(current) : figures.save(current, now)))
                .then()
                .onErrorResume(
                        thrown -> attempt < AggregateStore.CHANGE_ATTEMPTS_MAX
                                && (thrown instanceof VersionMoved || thrown instanceof Refused),
                        _ -> attempt(schoolId, within, day, attempt + 1));
    }

    Mono<Figures> read(Caller caller, String orgId, LocalDate from, LocalDate to) {
        if (to.isBefore(from) || from.plusDays(DAYS_MAX).isBefore(to.plusDays(1))) {
            return Refused.mono(Rejection.invalid("days-out-of-range").with("daysMax", DAYS_MAX));
        }
        return scope.org(orgId)
                .flatMap(org -> scope.toOversee(caller, org.within(), "org-not-found"))
                .then(Mono.defer(() -> added(orgId, from, to)));
    }

    private Mono<Figures> added(String orgId, LocalDate from, LocalDate to) {
        return figures.of(orgId, from, to)
                .collectList()
                .zipWith(
                        questions
                                .longestWaiting(orgId)
                                .map(stored -> Optional.of(stored.value().askedAt()))
                                .defaultIfEmpty(Optional.empty()),
                        (days, waiting) -> new Figures(
                                FigureRules.add(FigureRules.upTo(days, FigureRepository.DAYS_MAX)),
                                days.size() > FigureRepository.DAYS_MAX,
                                waiting));
    }
}
