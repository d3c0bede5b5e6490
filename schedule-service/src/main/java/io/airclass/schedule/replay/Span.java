package io.airclass.schedule.replay;

/** Seconds of a replay, from the first up to but without the last. */
public record Span(int from, int until) {
    int seconds() {
        return until - from;
    }
}
