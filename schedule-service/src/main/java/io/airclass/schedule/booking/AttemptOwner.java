package io.airclass.schedule.booking;

import reactor.core.publisher.Mono;

/** Knows what has become of an attempt that claimed something. */
public interface AttemptOwner {
    /** What an attempt may have become. */
    enum Outcome {
        /** It may still succeed or fail. */
        PENDING,
        /** It is true; what it claimed is taken. */
        TRUE,
        /** It failed, or never was; what it claimed is free. */
        VOID
    }

    /** Empty for an attempt that is somebody else's. */
    Mono<Outcome> outcome(String attempt);
}
