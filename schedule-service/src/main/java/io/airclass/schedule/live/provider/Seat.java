package io.airclass.schedule.live.provider;

/**
 * One person's place in a room.
 *
 * @param name what the others see; never kept
 */
public record Seat(String personId, String name, Part part) {

    /** What somebody may do there. */
    public enum Part {
        /** Keeps order: the teachers and the head teacher (班主任). */
        MODERATOR,
        /** Takes part. */
        VIEWER
    }
}
