package io.airclass.schedule.replay;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Who missed which lesson, and has or has not watched its replay since. */
@Service
public class MissedService {
    /** More than the students of a class can miss in a month. */
    private static final int TASKS_MAX = 30_000;

    private final ReplayTaskRepository tasks;

    MissedService(ReplayTaskRepository tasks) {
        this.tasks = tasks;
    }

    /** What the students of a class missed of lessons that ended in this time. */
    public Mono<List<ReplayTask>> ofClass(String classId, Instant from, Instant before) {
        return tasks.ofClass(classId, from, before, TASKS_MAX).collectList();
    }
}
