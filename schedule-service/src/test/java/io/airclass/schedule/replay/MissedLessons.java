package io.airclass.schedule.replay;

import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** Lets students miss lessons, and make up for them, for the tests of other packages. */
public final class MissedLessons {
    private final ReplayTaskRepository tasks;

    public MissedLessons(ApplicationContext context) {
        this.tasks = context.getBean(ReplayTaskRepository.class);
    }

    /** @param within ids of all above the class, the root first, the class itself last */
    public void miss(String lessonId, List<String> within, List<String> studentIds, Instant endedAt) {
        tasks.open(studentIds.stream()
                        .map(student -> new ReplayTask(
                                lessonId,
                                within.getLast(),
                                within.get(within.size() - 2),
                                within,
                                student,
                                true,
                                endedAt,
                                null,
                                null,
                                0))
                        .toList())
                .block();
    }

    public void makeUp(String lessonId, String studentId) {
        tasks.close(lessonId, studentId, "replay", 95, Instant.now()).block();
    }
}
