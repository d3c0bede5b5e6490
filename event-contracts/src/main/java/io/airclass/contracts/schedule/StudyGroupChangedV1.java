package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * A group that overlays classes (走班, 竞赛, 备考) is so from now on; the whole state.
 *
 * @param within ids of all ancestors, the root first, the group last
 * @param closed whether it learns no more
 */
@EventType(
        value = "io.airclass.schedule.study-group-changed.v1",
        topic = Topics.SCHEDULE,
        meaning = "A group that overlays classes was made or changed.")
public record StudyGroupChangedV1(
        String groupId,
        String schoolId,
        List<String> within,
        int grade,
        List<String> classIds,
        List<String> studentIds,
        List<StudyGroupGuest> guests,
        List<String> teacherIds,
        boolean closed)
        implements ScheduleEvent {
    public StudyGroupChangedV1 {
        required("groupId", groupId);
        required("schoolId", schoolId);
        within = listed(within);
        classIds = listed(classIds);
        studentIds = listed(studentIds);
        guests = listed(guests);
        teacherIds = listed(teacherIds);
    }

    @Override
    public String key() {
        return groupId;
    }

    @Override
    public String aggregateId() {
        return groupId;
    }
}
