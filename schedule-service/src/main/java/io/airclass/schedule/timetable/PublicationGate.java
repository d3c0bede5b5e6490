package io.airclass.schedule.timetable;

import reactor.core.publisher.Mono;

/** What must be done at a school before it may publish timetables. */
public interface PublicationGate {

    /** Completes where the school may publish; else refused. */
    Mono<Void> check(String schoolId);
}
