package io.airclass.schedule.bells;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.LocalTime;

/**
 * One period (节次) of a day.
 *
 * @param number from 1, in the order of time
 * @param name as the school calls it, as 第一节 or 晚自习
 * @param start local to the school
 */
public record Period(
        int number,
        String name,
        @JsonFormat(pattern = "HH:mm") LocalTime start,
        @JsonFormat(pattern = "HH:mm") LocalTime end) {}
