package io.airclass.schedule.catalogue;

import io.airclass.kit.store.Stored;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Which programmes are lessons of a class on a day. */
final class TvLessonRules {
    private TvLessonRules() {}

    /** Empty where a resource is not on television. */
    static Optional<TvLesson> lesson(Stored<Resource> stored) {
        var item = stored.value().item();
        return item.source() instanceof Source.Broadcast broadcast
                ? Optional.of(new TvLesson(
                        stored.id(),
                        item.subject(),
                        item.title(),
                        item.grades(),
                        broadcast.channel(),
                        broadcast.startsAt(),
                        broadcast.endsAt()))
                : Optional.empty();
    }

    /** Of a grade on a day, by time; what two organisations announce for the same channel and time is one. */
    static List<TvLesson> ofDay(Collection<TvLesson> all, int grade, LocalDate date, ZoneId zone) {
        var once = new LinkedHashMap<String, TvLesson>();
        all.stream()
                .filter(lesson -> lesson.isFor(grade)
                        && LocalDate.ofInstant(lesson.startsAt(), zone).equals(date))
                .sorted(Comparator.comparing(TvLesson::startsAt)
                        .thenComparing(TvLesson::channel)
                        .thenComparing(TvLesson::id))
                .forEach(lesson -> once.putIfAbsent(lesson.startsAt() + lesson.channel(), lesson));
        return List.copyOf(once.values());
    }
}
