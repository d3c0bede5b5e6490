package io.airclass.schedule.catalogue;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import java.time.Instant;
import java.util.List;

/**
 * What a resource is.
 *
 * @param grades that it is for, each 1 to 12; none where it is for all of the stage
 * @param edition of the textbook (教材版本) that it follows
 * @param minutes that a student needs for it; 0 where nobody said
 * @param availableFrom from when on it is offered; at once where absent
 * @param availableUntil the first instant at which it no longer is; without end where absent
 */
public record Item(
        Stage stage,
        List<Integer> grades,
        String subject,
        ResourceType type,
        @MayBeAbsent String edition,
        @MayBeAbsent Unit unit,
        String title,
        String description,
        long minutes,
        Source source,
        @MayBeAbsent Instant availableFrom,
        @MayBeAbsent Instant availableUntil) {
    public Item {
        grades = List.copyOf(grades);
    }

    boolean isAvailableAt(Instant at) {
        return hasBegunAt(at) && !isOverAt(at);
    }

    boolean hasBegunAt(Instant at) {
        return availableFrom == null || !at.isBefore(availableFrom);
    }

    boolean isOverAt(Instant at) {
        return availableUntil != null && !at.isBefore(availableUntil);
    }

    String unitName() {
        return unit == null ? null : unit.name();
    }
}
