package io.airclass.schedule.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.retention.*}: how long what says something of a person is kept.
 *
 * @param keptMonths calendar months, for attendance, what was watched and replay tasks
 * @param uploadsKept how long an upload is kept that nothing was made of
 * @param sweepWait between two looks for what is older
 * @param batchMax so many of a kind are ended together
 */
@ConfigurationProperties("airclass.retention")
public record RetentionSettings(
        @DefaultValue("24") int keptMonths,
        @DefaultValue("7d") Duration uploadsKept,
        @DefaultValue("1h") Duration sweepWait,
        @DefaultValue("500") int batchMax) {}
