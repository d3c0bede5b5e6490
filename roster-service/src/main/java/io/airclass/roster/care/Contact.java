package io.airclass.roster.care;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One talk with the student or the family.
 *
 * @param by the head teacher
 * @param note a few words, or empty; never leaves this service but to those who see the flags
 */
public record Contact(LocalDate day, String by, ContactHow how, String note, Instant at) {}
