package io.airclass.homework.assignment;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/** A later time until which homework may be handed in. */
record Extension(@NotNull Instant dueAt) {}
