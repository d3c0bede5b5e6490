package io.airclass.homework.showcase;

import jakarta.validation.constraints.NotNull;

/** @param agrees whether the class may see it */
record Consent(@NotNull Boolean agrees) {}
