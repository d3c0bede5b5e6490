package io.airclass.schedule.catalogue;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Held;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Says what a class has on television: what its school and all above it announced for its stage and grade. */
@Service
class TvLessonService {
    /** Of one organisation and stage, that are still to come; the latest announced first. */
    static final int LESSONS_MAX = 2_000;

    private static final int WINDOW = 250;
    private static final long HELD_MAX = 2_000;
    /** Pupils look at the same moment; a programme is announced days before. */
    private static final Duration HELD_FOR = Duration.ofSeconds(10);

    private final ResourceRepository resources;
    private final AccessService access;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;
    private final Held<List<TvLesson>> held = new Held<>(HELD_MAX, HELD_FOR, Ticker.systemTicker());

    TvLessonService(
            ResourceRepository resources,
            AccessService access,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.resources = resources;
        this.access = access;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** For whoever may see the lessons of the class. */
    Mono<List<TvLesson>> ofClass(Caller caller, String classId, LocalDate date) {
        return roster.schoolClass(classId)
                .filter(found -> !found.deleted())
                .filterWhen(found -> access.sees(caller, found))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(found -> announced(found).map(all -> TvLessonRules.ofDay(all, found.grade(), date, zone)));
    }

    private Mono<List<TvLesson>> announced(SchoolClass schoolClass) {
        return Flux.fromIterable(schoolClass.schoolWithin())
                .concatMap(orgId ->
                        held.get(orgId + "/" + schoolClass.stage(), _ -> announced(orgId, schoolClass.stage())))
                .concatMapIterable(some -> some)
                .collectList();
    }

    private Mono<List<TvLesson>> announced(String orgId, Stage stage) {
        var keys = List.of(ListingRules.key(orgId, new Facets(stage, null, ResourceType.TV, null, null)));
        var at = clock.instant();
        return resources
                .byKeys(keys, ResourceRepository.window((String) null, WINDOW))
                .expand(page -> page.cursor() == null
                        ? Mono.empty()
                        : resources.byKeys(keys, ResourceRepository.window(page.cursor(), WINDOW)))
                .concatMapIterable(page -> page.items())
                .take(LESSONS_MAX)
                .filter(stored -> ResourceRules.isOffered(stored.value(), at))
                .flatMap(stored -> Mono.justOrEmpty(TvLessonRules.lesson(stored)))
                .collectList();
    }
}
