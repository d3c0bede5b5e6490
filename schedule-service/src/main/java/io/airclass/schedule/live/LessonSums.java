package io.airclass.schedule.live;

import io.airclass.contracts.PublishedEvent;
import io.airclass.schedule.live.LiveLesson.Ended;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Sums up a lesson that is over, once those under way have settled, some classes at a time; may be asked twice for the same. */
public interface LessonSums {
    /**
     * What is told of some classes.
     *
     * @param upTo the class after which there are more; empty where these were the last
     */
    record Part(List<PublishedEvent> events, Optional<String> upTo) {}

    /** What is told of those that come after what was summed up. */
    Mono<Part> of(Ended lesson);
}
