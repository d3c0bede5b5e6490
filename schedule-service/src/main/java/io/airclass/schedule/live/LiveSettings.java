package io.airclass.schedule.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.lessons.*}: how live lessons begin and end.
 *
 * @param startEarlyMax how long before its time a lesson may be started
 * @param overdueAfter how long after its time a lesson that nobody ended is ended
 * @param sweepWait between two looks for what is due
 * @param lease how long a replica that does what is due keeps it from the others
 */
@ConfigurationProperties("airclass.lessons")
public record LiveSettings(
        @DefaultValue("30m") Duration startEarlyMax,
        @DefaultValue("30m") Duration overdueAfter,
        @DefaultValue("2s") Duration sweepWait,
        @DefaultValue("60s") Duration lease) {}
