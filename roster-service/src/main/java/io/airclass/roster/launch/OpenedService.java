package io.airclass.roster.launch;

import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Who has opened what is kept for a time, and not of somebody who has left. */
@Service
public class OpenedService {
    private static final Logger log = LoggerFactory.getLogger(OpenedService.class);
    private static final int REMOVED_AT_ONCE_MAX = 200;

    private final OpenedRepository opened;
    private final PersonRepository people;
    private final LaunchSettings settings;
    private final Clock clock;

    OpenedService(OpenedRepository opened, PersonRepository people, LaunchSettings settings, Clock clock) {
        this.opened = opened;
        this.people = people;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes what those of these people have opened who have left due to go: it may have to wait for its event. */
    public Mono<Void> forget(Collection<String> personIds) {
        return people.leftAmong(personIds)
                .concatMap(opened::of)
                .concatMap(stored -> opened.save(stored, stored.value().forgotten())
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty()))
                .then();
    }

    /** Some of what has had its time, and how much went; Spring calls this once and subscribes again and again. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT10S")
    Mono<Long> sweep() {
        return Mono.defer(() -> opened.unusedSince(clock.instant().minus(settings.openedAge()), REMOVED_AT_ONCE_MAX)
                        .concatMap(opened::remove)
                        .filter(Boolean::booleanValue)
                        .count())
                .onErrorResume(thrown -> {
                    log.warn("What was opened long ago was not removed and will be", thrown);
                    return Mono.just(0L);
                });
    }
}
