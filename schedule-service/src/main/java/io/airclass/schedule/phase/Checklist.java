package io.airclass.schedule.phase;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import java.time.Instant;
import java.util.List;

/**
 * What a school has ticked off for a stage.
 *
 * @param within ids of the school and all above it, the root first
 * @param setId of the phases that hold for it; empty where none do
 * @param ticks all that was ever ticked off and not taken back, of whichever phases
 * @param sequence of the event by which the school was last heard of here; absent where nobody said
 * @param closed whether the school was there no more then, or without the stage; absent where it was
 * @param doneItems those of them that are of the phases that hold: what is counted
 */
public record Checklist(
        String schoolId,
        List<String> within,
        Stage stage,
        @MayBeAbsent Long sequence,
        @MayBeAbsent Boolean closed,
        String setId,
        List<Tick> ticks,
        List<String> doneItems) {

    /**
     * @param item of a set: see {@link PhaseRules#key}
     * @param late whether it was done after its day
     */
    public record Tick(String setId, String item, String doneBy, Instant doneAt, boolean late) {}
}
