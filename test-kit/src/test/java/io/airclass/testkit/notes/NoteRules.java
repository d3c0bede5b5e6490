package io.airclass.testkit.notes;

import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.List;

/** What may be done with a note. */
final class NoteRules {
    private NoteRules() {}

    static Decision<Note> rewrite(String id, Note current, String text, Instant at) {
        return switch (current) {
            case Note.Sealed _ -> Decision.rejected(Rejection.conflict("note-sealed"));
            case Note.Open open when open.text().equals(text) -> Decision.unchanged(open);
            case Note.Open open ->
                Decision.accepted(
                        new Note.Open(open.owner(), text, open.within(), open.label()),
                        event(id, open.owner(), text, at));
        };
    }

    static Decision<Note> seal(Note current, Instant at) {
        return switch (current) {
            case Note.Sealed _ -> Decision.unchanged(current);
            case Note.Open open -> Decision.accepted(new Note.Sealed(open.owner(), open.text(), open.within(), at));
        };
    }

    /** A note travels as an event of the homework topic: the kit knows no event of its own. */
    static AssignmentOpenedV1 event(String id, String owner, String text, Instant at) {
        return new AssignmentOpenedV1(
                id, "class-1", "school-1", List.of("root", "school-1", "class-1"), "语文", text, at, owner, List.of());
    }
}
