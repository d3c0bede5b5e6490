package io.airclass.roster.figures;

import java.util.Collection;
import reactor.core.publisher.Mono;

/** Who knows how many of some people have a complete profile. */
@FunctionalInterface
public interface ProfileCount {
    Mono<Long> completedOf(Collection<String> personIds);
}
