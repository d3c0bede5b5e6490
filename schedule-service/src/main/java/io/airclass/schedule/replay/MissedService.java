package io.airclass.schedule.replay;

import java.util.Collection;
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

    /** What the students of a class missed of these lessons. */
    public Mono<List<ReplayTask>> ofClass(String classId, Collection<String> lessonIds) {
        return tasks.ofClass(classId, lessonIds, TASKS_MAX).collectList();
    }
}
