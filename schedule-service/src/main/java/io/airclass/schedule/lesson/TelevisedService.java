package io.airclass.schedule.lesson;

import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.catalogue.TvLessonService;
import io.airclass.schedule.group.GroupService;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What is announced on television for a class, as lessons; from memory. Who may see them is not asked here. */
@Service
class TelevisedService {
    private final TvLessonService televised;
    private final ReachService reach;
    private final ZoneId zone;

    TelevisedService(TvLessonService televised, ReachService reach, AirclassSettings settings) {
        this.televised = televised;
        this.reach = reach;
        this.zone = settings.timeZone();
    }

    /** From one day to another, both inclusive; groups and broadcasts have none. */
    Mono<List<Lesson>> of(SchoolClass holder, LocalDate first, LocalDate last) {
        return reach.has(holder.id()) || GroupService.isGroup(holder.id())
                ? Mono.just(List.of())
                : televised.of(holder, first, last).map(found -> found.stream()
                        .map(lesson -> LessonRules.televised(lesson, holder, zone))
                        .toList());
    }
}
