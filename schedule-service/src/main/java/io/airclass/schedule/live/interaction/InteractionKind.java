package io.airclass.schedule.live.interaction;

/** How somebody takes part. */
public enum InteractionKind {
    HAND_RAISED,
    ANSWER_GIVEN,
    VOTED,
    SPOKE
}
