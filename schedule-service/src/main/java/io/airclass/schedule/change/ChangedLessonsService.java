package io.airclass.schedule.change;

import io.airclass.kit.store.Stored;
import io.airclass.schedule.timetable.ChangedLessons;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Tells publications which lessons were changed. */
@Service
class ChangedLessonsService implements ChangedLessons {
    private final ChangeRepository changes;

    ChangedLessonsService(ChangeRepository changes) {
        this.changes = changes;
    }

    @Override
    public Mono<Found> of(String holderId, String schoolYear) {
        return changes.find(holderId, schoolYear).map(found -> found.map(Stored::value)
                .map(days -> new Found(
                        days.pending() != null,
                        days.changes().stream()
                                .filter(change -> !change.isBack())
                                .map(change -> new Changed(
                                        change.date(),
                                        change.period(),
                                        change.planned().slot()))
                                .toList()))
                .orElseGet(() -> new Found(false, List.of())));
    }
}
