package io.airclass.homework.file;

import io.airclass.kit.auth.Caller;
import java.util.List;
import reactor.core.publisher.Mono;

/** Knows which submissions are shown to their class. */
@FunctionalInterface
public interface Shows {
    /** Whether one of these submissions is shown to the caller. */
    Mono<Boolean> isShown(Caller caller, List<String> submissionIds);
}
