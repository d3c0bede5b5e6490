package io.airclass.schedule.group;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.group.StudyGroup.Guest;
import io.airclass.schedule.group.StudyGroup.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Students of other schools in a group (跨区跨校选课): to whom it is offered, and who comes in. */
final class GuestRules {
    /** Places that a group offers to other schools. */
    static final int PLACES_MAX = 300;

    private GuestRules() {}

    /** A new offer; who is in stays in, so it has no fewer places than are taken. */
    static Decision<StudyGroup> offer(StudyGroup group, Offer offer) {
        if (offer.equals(group.offer())) {
            return Decision.unchanged(group);
        }
        if (group.closed()) {
            return Decision.rejected(Rejection.conflict("group-closed"));
        }
        return offer.places() < group.guests().size()
                ? Decision.rejected(Rejection.conflict("group-places-taken")
                        .with("taken", group.guests().size()))
                : Decision.accepted(group.with(offer, group.guests()));
    }

    /** Whether a class's students may choose a group. */
    static boolean isOffered(StudyGroup group, SchoolClass schoolClass) {
        return group.offer() != null
                && !group.closed()
                && !schoolClass.schoolId().equals(group.schoolId())
                && schoolClass.stage() == group.stage()
                && schoolClass.within().contains(group.offer().orgId());
    }

    /** Takes a student in while there is a place; once more changes nothing. */
    static Decision<StudyGroup> enrol(StudyGroup group, SchoolClass schoolClass, String studentId, Instant at) {
        if (group.guests().stream().anyMatch(guest -> guest.studentId().equals(studentId))) {
            return Decision.unchanged(group);
        }
        if (!isOffered(group, schoolClass)) {
            return Decision.rejected(Rejection.notFound("group-not-found"));
        }
        if (group.guests().size() >= group.offer().places()) {
            return Decision.rejected(Rejection.conflict("group-full")
                    .with("places", group.offer().places()));
        }
        var guests = new ArrayList<>(group.guests());
        guests.add(new Guest(studentId, schoolClass.id(), schoolClass.schoolId(), at));
        return Decision.accepted(group.with(group.offer(), guests));
    }

    /** Lets a student go; who is not in stays out. */
    static Decision<StudyGroup> leave(StudyGroup group, String studentId) {
        var guests = group.guests().stream()
                .filter(guest -> !guest.studentId().equals(studentId))
                .toList();
        return guests.size() == group.guests().size()
                ? Decision.unchanged(group)
                : Decision.accepted(group.with(group.offer(), List.copyOf(guests)));
    }
}
