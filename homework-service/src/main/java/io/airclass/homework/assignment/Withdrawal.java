package io.airclass.homework.assignment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Homework that need not be done.
 *
 * @param reason as students and guardians read it
 */
record Withdrawal(@NotBlank @Size(max = 200) String reason) {}
