package io.airclass.homework.assignment;

import io.airclass.kit.store.Stored;
import java.util.Optional;

/**
 * An assignment as somebody may see it.
 *
 * @param onlyClassId the one class of which they may know that it has it; empty for who may know all
 */
record Shown(Stored<Assignment> stored, Optional<String> onlyClassId) {}
