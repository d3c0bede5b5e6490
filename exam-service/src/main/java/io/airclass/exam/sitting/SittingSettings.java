package io.airclass.exam.sitting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sittings end; {@code airclass.exam}.
 *
 * @param grace how long after the deadline an answer that was under way is still taken
 * @param closeClaim how long a replica that closes a sitting keeps it from the others
 * @param closeBatchMax how many are closed in one go
 * @param heldMax how many sittings' unchanging parts are held in memory
 */
@ConfigurationProperties("airclass.exam")
public record SittingSettings(
        @DefaultValue("30s") Duration grace,
        @DefaultValue("30s") Duration closeClaim,
        @DefaultValue("200") int closeBatchMax,
        @DefaultValue("50000") int heldMax) {}
