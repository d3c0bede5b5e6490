package io.airclass.gateway.route;

/** How requests of a route behave, and therefore which limits and time-outs they get. */
public enum Traffic {
    /** Small body, quick answer. */
    ORDINARY,
    /** A large body, streamed; its length says nothing about the service's health, so no breaker counts it. */
    UPLOAD,
    /** An answer that stays open (SSE): no time-out, no breaker. */
    STREAM
}
