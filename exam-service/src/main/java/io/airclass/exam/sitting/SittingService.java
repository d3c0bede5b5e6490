package io.airclass.exam.sitting;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.airclass.exam.access.AccessRules;
import io.airclass.exam.exams.ExamService;
import io.airclass.exam.figures.ExamFigures;
import io.airclass.exam.marking.AnswerRules;
import io.airclass.exam.paper.Paper;
import io.airclass.exam.paper.PaperItem;
import io.airclass.exam.paper.PaperRepository;
import io.airclass.exam.sitting.Sitting.HandedIn;
import io.airclass.exam.sitting.SittingRules.Save;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Starting, answering, handing in and reading sittings. */
public final class SittingService {

    private final SittingRepository sittings;
    private final ExamService exams;
    private final PaperRepository papers;
    private final ExamFigures figures;
    private final SittingSettings settings;
    private final Clock clock;
    private final AsyncCache<String, Seat> seats;

    public SittingService(
            SittingRepository sittings,
            ExamService exams,
            PaperRepository papers,
            ExamFigures figures,
            SittingSettings settings,
            Clock clock) {
        this.sittings = sittings;
        this.exams = exams;
        this.papers = papers;
        this.figures = figures;
        this.settings = settings;
        this.clock = clock;
        this.seats = Caffeine.newBuilder().maximumSize(settings.heldMax()).buildAsync();
    }

    /** A sitting with its paper. */
    public record Opened(Stored<Sitting> sitting, Paper paper) {}

    /** An answer that is stored, and where. */
    public record Kept(Seat seat, SavedAnswer answer) {}

    /** The caller's sitting of the exam: begun now, or the one that was begun before. */
    public Mono<Opened> start(Caller caller, String examId) {
        return exams.read(caller, examId).flatMap(seen -> {
            if (!seen.schoolClass().hasStudent(caller.personId())) {
                return Refused.mono(Rejection.forbidden("sits-not-here"));
            }
            var id = Ids.from("sitting", examId, caller.personId());
            return sittings.find(id)
                    .switchIfEmpty(Mono.defer(() -> begin(caller, id, seen)))
                    .flatMap(this::withPaper);
        });
    }

    private Mono<Stored<Sitting>> begin(Caller caller, String id, ExamService.Seen seen) {
        var exam = seen.exam();
        return switch (SittingRules.start(
                exam.id(), exam.value(), caller.personId(), settings.grace(), clock.instant())) {
            case Decision.Accepted<Sitting>(var first, var _) ->
                sittings.start(id, first).doOnNext(stored -> {
                    if (stored.value() == first) {
                        figures.sittingStarted(first.seat().place());
                    }
                });
            case Decision.Unchanged<Sitting>(var first) -> sittings.start(id, first);
            case Decision.Rejected<Sitting>(var rejection) -> Refused.mono(rejection);
        };
    }

    public Mono<Opened> read(Caller caller, String id) {
        return sittings.find(id)
                .filter(sitting -> caller.is(sitting.value().seat().studentId()))
                .switchIfEmpty(Refused.mono(unknown()))
                .flatMap(this::withPaper);
    }

    /** Saves one answer: once the sitting's seat and paper are in memory this is one conditional update and nothing else. */
    public Mono<Kept> save(Caller caller, String id, Save save) {
        return seat(caller, id)
                .flatMap(seat ->
                        paper(seat).flatMap(paper -> checked(paper, save)).thenReturn(seat))
                .flatMap(seat -> {
                    var at = clock.instant();
                    return sittings.save(id, save, at.minus(settings.grace()), at)
                            .flatMap(saved -> saved
                                    ? Mono.just(new Kept(seat, new SavedAnswer(save.version(), save.answer(), at)))
                                            .doOnNext(_ -> figures.answer(seat.place(), "saved"))
                                    : notTaken(id, seat, save, at));
                });
    }

    private static Mono<Void> checked(Paper paper, Save save) {
        var item =
                paper.items().stream().filter(i -> i.id().equals(save.itemId())).findFirst();
        var refusal = item.map(PaperItem::question)
                .map(question -> AnswerRules.check(question, save.answer()))
                .orElse(Optional.of(Rejection.notFound("item-not-found")));
        return refusal.isPresent() ? Refused.mono(refusal.get()) : Mono.empty();
    }

    private Mono<Kept> notTaken(String id, Seat seat, Save save, Instant at) {
        return sittings.find(id)
                .flatMap(found -> switch (SittingRules.notTaken(found.value(), save, settings.grace(), at)) {
                    case Decision.Accepted<SavedAnswer>(var answer, var _) -> Mono.just(new Kept(seat, answer));
                    case Decision.Unchanged<SavedAnswer>(var answer) ->
                        Mono.just(new Kept(seat, answer)).doOnNext(_ -> figures.answer(seat.place(), "repeated"));
                    case Decision.Rejected<SavedAnswer>(var rejection) ->
                        Refused.<Kept>mono(rejection).doOnError(_ -> figures.answer(seat.place(), "refused"));
                });
    }

    public Mono<Opened> handIn(Caller caller, String id) {
        return seat(caller, id).flatMap(this::paper).flatMap(paper -> end(
                        id, found -> SittingRules.handIn(id, found, paper, settings.grace(), clock.instant()))
                .map(sitting -> new Opened(sitting, paper)));
    }

    /** Closes a sitting if its time is over. */
    Mono<Void> close(Stored<Sitting> due) {
        var id = due.id();
        return paper(due.value().seat())
                .flatMap(paper ->
                        end(id, found -> SittingRules.close(id, found, paper, settings.grace(), clock.instant())))
                .then();
    }

    private Mono<Stored<Sitting>> end(String id, Function<Sitting, Decision<Sitting>> decide) {
        return Mono.defer(() -> {
            var ours = new AtomicReference<Sitting>();
            return sittings.change(id, found -> noted(ours, decide.apply(found.value())))
                    .doOnNext(stored -> count(stored.value(), ours.get()));
        });
    }

    private static Decision<Sitting> noted(AtomicReference<Sitting> ours, Decision<Sitting> decision) {
        if (decision instanceof Decision.Accepted<Sitting>(var next, var _)) {
            ours.set(next);
        }
        return decision;
    }

    /** Only who ended it counts it, not who found it ended. */
    private void count(Sitting stored, Sitting ours) {
        if (stored == ours && stored instanceof HandedIn over) {
            figures.sittingHandedIn(over.seat().place(), over.byDeadline());
        }
    }

    public Mono<Page<Stored<Sitting>>> results(Caller caller, String examId, Integer limit, String cursor) {
        return exams.read(caller, examId)
                .flatMap(seen -> AccessRules.readsResults(caller, seen.schoolClass())
                        ? sittings.page(examId, limit, cursor)
                        : Refused.mono(Rejection.forbidden("reads-no-results")));
    }

    private Mono<Seat> seat(Caller caller, String id) {
        return Mono.fromFuture(
                        () -> seats.get(id, (_, _) -> sittings.find(id)
                                .map(sitting -> sitting.value().seat())
                                .toFuture()),
                        true)
                .filter(seat -> caller.is(seat.studentId()))
                .switchIfEmpty(Refused.mono(unknown()));
    }

    private static Rejection unknown() {
        return Rejection.notFound("sitting-not-found");
    }

    private Mono<Paper> paper(Seat seat) {
        return papers.find(seat.paperId()).map(Stored::value);
    }

    private Mono<Opened> withPaper(Stored<Sitting> sitting) {
        return paper(sitting.value().seat()).map(paper -> new Opened(sitting, paper));
    }
}
