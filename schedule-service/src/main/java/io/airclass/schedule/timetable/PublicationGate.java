package io.airclass.schedule.timetable;

import java.util.List;
import reactor.core.publisher.Mono;

/** What must be done at a school before it may publish timetables. */
public interface PublicationGate {

    /**
     * Completes where the school may publish; else refused.
     *
     * @param within ids of the school and all above it, the root first
     */
    Mono<Void> check(List<String> within);
}
