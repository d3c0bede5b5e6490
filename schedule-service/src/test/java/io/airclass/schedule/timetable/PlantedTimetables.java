package io.airclass.schedule.timetable;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.booking.Attempt.Asked;
import io.airclass.schedule.timetable.Timetable.Publishing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Publishes timetables for the tests of other packages as {@link PublicationService} does, event included, without the way there. */
public final class PlantedTimetables {
    private final TimetableRepository timetables;
    private final VersionRepository versions;

    public PlantedTimetables(TimetableRepository timetables, VersionRepository versions) {
        this.timetables = timetables;
        this.versions = versions;
    }

    /** @param within ids of all ancestors of the class, the root first, the class itself last */
    public void publish(
            String classId, List<String> within, LocalDate first, LocalDate last, boolean temporary, List<Slot> slots) {
        var current = Optional.ofNullable(timetables.find(classId).block());
        var id = "planted-" + UUID.randomUUID();
        var schoolId = within.get(within.size() - 2);
        var publishing = new Publishing(
                schoolId,
                within,
                current.map(Stored::value).map(Timetable::versions).orElse(List.of()),
                new Week(first, last, temporary, "", slots),
                "wang-fang",
                "li-qiang",
                Instant.now(),
                id);
        versions.keep(TimetableRules.version(classId, publishing)).block();
        var asked = new Asked(schoolId, within, List.of(), "wang-fang", Instant.now(), null);
        var decision = TimetableRules.complete(classId, publishing, id, asked, Instant.now());
        if (decision instanceof Decision.Accepted<Timetable>(var next, var events)) {
            timetables.put(classId, current, next, events).block();
        }
    }
}
