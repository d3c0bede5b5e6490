package io.airclass.schedule.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.replays.*}: how long replays are kept and when one counts as watched.
 *
 * @param keptMonths calendar months after the lesson, where no policy says more
 * @param pinnedMonthsMax calendar months after the lesson up to which one may be pinned
 * @param watchedPercent of a replay, to close a task
 * @param speedMax how many seconds of a replay somebody can watch in one
 * @param sweepWait between two looks for what is due
 * @param lease how long a replica that does what is due keeps it from the others
 */
@ConfigurationProperties("airclass.replays")
public record ReplaySettings(
        @DefaultValue("3") int keptMonths,
        @DefaultValue("24") int pinnedMonthsMax,
        @DefaultValue("80") int watchedPercent,
        @DefaultValue("2") int speedMax,
        @DefaultValue("2s") Duration sweepWait,
        @DefaultValue("60s") Duration lease) {}
