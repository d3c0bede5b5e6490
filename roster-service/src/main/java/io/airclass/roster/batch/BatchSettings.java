package io.airclass.roster.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.batch.*}: one-time passwords for many.
 *
 * @param peopleMax of one batch; a larger school is done class by class
 * @param listAge how long a list waits to be fetched
 * @param lease how long a replica that says nothing keeps a batch
 */
@ConfigurationProperties("airclass.batch")
record BatchSettings(
        @DefaultValue("8000") int peopleMax,
        @DefaultValue("3d") Duration listAge,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("1s") Duration sweepWait) {}
