package io.airclass.testkit.notes;

import java.time.Instant;
import java.util.List;

/** A note, open or sealed. */
sealed interface Note {
    String owner();

    String text();

    List<String> within();

    record Open(String owner, String text, List<String> within, String label) implements Note {}

    record Sealed(String owner, String text, List<String> within, Instant sealedAt) implements Note {}
}
