package io.airclass.homework.budget;

import java.time.LocalDate;

/**
 * What a piece of homework takes of one day of a class.
 *
 * @param minutes at least one
 * @param writtenMinutes those of them that are of written homework
 */
public record Share(LocalDate day, long minutes, long writtenMinutes) {}
