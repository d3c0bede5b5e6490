package io.airclass.homework.taken;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** @param minutes that the child worked */
record TakenRequest(@NotNull @Min(0) @Max(1_440) Integer minutes) {}
