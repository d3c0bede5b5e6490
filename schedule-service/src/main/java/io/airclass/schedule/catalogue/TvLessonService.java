package io.airclass.schedule.catalogue;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Held;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Says what a class has on television: what its school and all above it announced for its stage and grade. */
@Service
public class TvLessonService {
    /** Of one organisation and stage in one week. */
    static final int WEEK_MAX = 500;
    /** Lessons in memory, about 500 bytes each, and weeks of an organisation, of which most have none: about 200. */
    private static final int HELD_MAX = 20_000;
    /** A net only: each replica hears what is announced or taken back, and forgets. */
    private static final Duration HELD_FOR = Duration.ofMinutes(1);

    private final ResourceRepository resources;
    private final AccessService access;
    private final RosterView roster;
    private final ZoneId zone;
    private final Held<List<TvLesson>> held =
            new Held<>(HELD_MAX, lessons -> 1 + lessons.size(), HELD_FOR, Ticker.systemTicker());

    TvLessonService(ResourceRepository resources, AccessService access, RosterView roster, AirclassSettings settings) {
        this.resources = resources;
        this.access = access;
        this.roster = roster;
        this.zone = settings.timeZone();
    }

    /** For whoever may see the lessons of the class. */
    Mono<List<TvLesson>> ofClass(Caller caller, String classId, LocalDate date) {
        return roster.schoolClass(classId)
                .filter(found -> !found.deleted())
                .filterWhen(found -> access.sees(caller, found))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(found -> of(found, date, date));
    }

    /** From one day to another, both inclusive, those that are over among them; from memory. Who may see them is not asked here. */
    public Mono<List<TvLesson>> of(SchoolClass schoolClass, LocalDate first, LocalDate last) {
        return Flux.fromIterable(
                        TvLessonRules.airings(schoolClass.schoolWithin(), schoolClass.stage(), first, last, zone))
                .concatMap(airing -> held.get(airing, this::announced))
                .filter(some -> !some.isEmpty())
                .collectList()
                .map(found -> found.isEmpty()
                        ? List.of()
                        : TvLessonRules.ofDays(
                                found.stream().flatMap(List::stream).toList(), schoolClass.grade(), first, last, zone));
    }

    private Mono<List<TvLesson>> announced(String airing) {
        return resources
                .airing(airing, WEEK_MAX)
                .flatMap(stored -> Mono.justOrEmpty(TvLessonRules.lesson(stored)))
                .collectList();
    }

    /** The next question for what an organisation announces reads anew. */
    public void forget(String orgId, Stage stage) {
        var airings = TvLessonRules.airings(orgId, stage);
        held.forgetAll(airing -> airing.startsWith(airings));
    }
}
