package io.airclass.roster.export;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.export.*}: the export.
 *
 * @param batchMax documents read and written together
 * @param lease how long a replica that says nothing keeps an export
 * @param fileAge how long the file is kept
 */
@ConfigurationProperties("airclass.export")
record ExportSettings(
        @DefaultValue("500") int batchMax,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("7d") Duration fileAge) {}
