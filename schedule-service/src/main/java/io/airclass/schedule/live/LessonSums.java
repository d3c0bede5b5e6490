package io.airclass.schedule.live;

import io.airclass.contracts.PublishedEvent;
import io.airclass.schedule.live.LiveLesson.Ended;
import java.util.List;
import reactor.core.publisher.Mono;

/** Sums up a lesson that is over, once those under way have settled; may be asked twice for the same lesson. */
public interface LessonSums {
    /** What is told of it. */
    Mono<List<PublishedEvent>> of(Ended lesson);
}
