package io.airclass.schedule.booking;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.booking.Attempt.Asked;
import io.airclass.schedule.booking.Attempt.Claiming;
import io.airclass.schedule.booking.Attempt.Committed;
import io.airclass.schedule.booking.Attempt.Done;
import io.airclass.schedule.booking.Attempt.Failed;
import io.airclass.schedule.booking.Attempt.Failing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Makes attempts true, or undoes them. In this order, each step repeatable by any replica: what is to become another is given to the
 * attempt; everything it needs is claimed; the attempt is committed, which is when it is true; what was given becomes another, with the
 * events; the claims are kept. A clash, or something that is another by now, fails it before the commit: everything is given back.
 */
@Service
public class AttemptService {
    private static final Logger log = LoggerFactory.getLogger(AttemptService.class);
    /** After which another replica takes on what one has begun. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    /** Ten seconds for the one who asks. */
    private static final int LOOKS_MAX = 200;

    private static final int SWEEP_MAX = 20;
    private static final String CLASH = "timetable-clash";

    private final AttemptRepository attempts;
    private final BookingService bookings;
    private final List<AttemptSteps> kinds;
    private final Clock clock;

    AttemptService(AttemptRepository attempts, BookingService bookings, List<AttemptSteps> kinds, Clock clock) {
        this.attempts = attempts;
        this.bookings = bookings;
        this.kinds = kinds;
        this.clock = clock;
    }

    /** Carries an attempt out and completes when it is true; refused with its refusal when it failed. */
    public Mono<Void> carryOut(String id, Asked asked) {
        return attempts.create(id, new Claiming(asked, leaseEnd()))
                .flatMap(this::carryOn)
                .onErrorResume(AttemptService::isRunning, _ -> awaitEnd(id, 1))
                .flatMap(AttemptService::result);
    }

    /** Waits for the end of an attempt that somebody else carries out. */
    public Mono<Void> await(String id) {
        return awaitEnd(id, 1).flatMap(AttemptService::result);
    }

    private static boolean isRunning(Throwable thrown) {
        return thrown instanceof VersionMoved
                || thrown instanceof Refused refused
                        && refused.rejection().slug().equals("already-exists");
    }

    private Mono<Attempt> awaitEnd(String id, int look) {
        return attempts.find(id).map(Stored::value).flatMap(found -> switch (found) {
            case Done _, Failed _, Committed _ -> Mono.just(found);
            case Claiming _, Failing _ ->
                look < LOOKS_MAX
                        ? Mono.delay(LOOK_AGAIN).then(Mono.defer(() -> awaitEnd(id, look + 1)))
                        : Refused.mono(Rejection.conflict("busy"));
        });
    }

    private static Mono<Void> result(Attempt ended) {
        return switch (ended) {
            case Failed failed -> Refused.mono(refusal(failed.slug(), failed.clashes()));
            case Failing failing -> Refused.mono(refusal(failing.slug(), failing.clashes()));
            case Claiming _, Committed _, Done _ -> Mono.empty();
        };
    }

    private static Rejection refusal(String slug, List<Clash> clashes) {
        return switch (slug) {
            case CLASH -> taken(clashes);
            case "stale-version" -> Rejection.stale(slug);
            default -> Rejection.conflict(slug);
        };
    }

    /** Somebody or something is taken already. */
    public static Rejection taken(List<Clash> clashes) {
        return Rejection.conflict(CLASH).with("count", clashes.size()).with("clashes", clashes);
    }

    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> attempts.due(clock.instant(), SWEEP_MAX)
                        .concatMap(found -> takeOn(found).onErrorResume(thrown -> {
                            log.warn("{} stopped and will be taken on again after its lease", found.id(), thrown);
                            return Mono.empty();
                        }))
                        .then())
                .onErrorResume(thrown -> {
                    log.warn("Attempts that are due were not found", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Attempt> takeOn(Stored<Attempt> found) {
        var leased =
                switch (found.value()) {
                    case Claiming(Asked asked, long _) -> new Claiming(asked, leaseEnd());
                    case Committed(Asked asked, var at, long _) -> new Committed(asked, at, leaseEnd());
                    case Failing(Asked asked, String slug, List<Clash> clashes, long _) ->
                        new Failing(asked, slug, clashes, leaseEnd());
                    case Done done -> done;
                    case Failed failed -> failed;
                };
        return attempts.save(found, leased).flatMap(this::carryOn).onErrorResume(VersionMoved.class, _ -> Mono.empty());
    }

    private long leaseEnd() {
        return clock.instant().plus(LEASE).toEpochMilli();
    }

    private Mono<Attempt> carryOn(Stored<Attempt> mine) {
        return switch (mine.value()) {
            case Claiming claiming -> claim(mine, claiming.asked());
            case Committed committed -> complete(mine, committed);
            case Failing failing -> giveBack(mine, failing);
            case Done done -> Mono.just(done);
            case Failed failed -> Mono.just(failed);
        };
    }

    private AttemptSteps steps(String id) {
        return kinds.stream()
                .filter(kind -> id.startsWith(kind.prefix()))
                .findFirst()
                .orElseThrow();
    }

    private Mono<Attempt> claim(Stored<Attempt> mine, Asked asked) {
        return steps(mine.id())
                .begin(mine.id(), asked)
                .flatMap(wish -> bookings.claim(wish)
                        .flatMap(clashes -> clashes.isEmpty()
                                ? commit(mine, asked)
                                : bookings.check(wish)
                                        .flatMap(all -> fail(mine, asked, CLASH, all.isEmpty() ? clashes : all))))
                .onErrorResume(
                        Refused.class,
                        refused -> fail(mine, asked, refused.rejection().slug(), List.of()));
    }

    private Mono<Attempt> commit(Stored<Attempt> mine, Asked asked) {
        var committed = new Committed(asked, clock.instant(), leaseEnd());
        return attempts.save(mine, committed).flatMap(saved -> complete(saved, committed));
    }

    private Mono<Attempt> complete(Stored<Attempt> mine, Committed committed) {
        return steps(mine.id())
                .complete(mine.id(), committed.asked(), committed.committedAt())
                .flatMap(bookings::keep)
                .then(Mono.defer(() -> attempts.save(mine, new Done(committed.asked(), committed.committedAt()))))
                .map(Stored::value);
    }

    private Mono<Attempt> fail(Stored<Attempt> mine, Asked asked, String slug, List<Clash> clashes) {
        var failing = new Failing(asked, slug, clashes, leaseEnd());
        return attempts.save(mine, failing).flatMap(saved -> giveBack(saved, failing));
    }

    private Mono<Attempt> giveBack(Stored<Attempt> mine, Failing failing) {
        var steps = steps(mine.id());
        var asked = failing.asked();
        return steps.claimed(mine.id(), asked)
                .flatMap(bookings::giveBack)
                .then(Mono.defer(() -> steps.undo(mine.id(), asked)))
                .then(Mono.defer(() ->
                        attempts.save(mine, new Failed(asked, failing.slug(), failing.clashes(), clock.instant()))))
                .map(Stored::value);
    }
}
