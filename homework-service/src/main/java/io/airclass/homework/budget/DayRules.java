package io.airclass.homework.budget;

import io.airclass.policy.InForce;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What holds for the homework of a class on one day.
 *
 * @param schoolDay whether there is school
 * @param free why the school has no homework on the day (无作业日); empty where it may have some
 */
record DayRules(LocalDate day, InForce inForce, boolean schoolDay, Optional<String> free) {}
