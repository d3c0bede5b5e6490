package io.airclass.schedule.timetable;

import java.time.Instant;
import java.util.List;

/** The timetable of one class. */
public sealed interface Timetable {
    String schoolId();

    /** Ids of all ancestors of the class, the root first, the class itself last. */
    List<String> within();

    /** The published versions, in the order of publication. */
    List<VersionHead> versions();

    /** There is a draft that is not published, perhaps beside older versions. */
    record Drafted(
            String schoolId,
            List<String> within,
            List<VersionHead> versions,
            Week draft,
            String savedBy,
            Instant savedAt)
            implements Timetable {}

    /** All that was drafted is published. */
    record Published(String schoolId, List<String> within, List<VersionHead> versions) implements Timetable {}
}
