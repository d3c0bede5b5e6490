package io.airclass.roster.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.intake.*}: the import.
 *
 * @param zipBytesMax the largest upload
 * @param batchMax documents read and written together
 * @param findingsMax errors, and notes, that a report keeps; the rest is counted
 * @param deltaRowsMax rows of a bundle of changes
 * @param workbookRowsMax rows of a filled template
 * @param reportRowsMax errors and notes that the file of a report keeps
 * @param reportAge how long that file is kept
 * @param lease how long a replica that says nothing keeps an import
 */
@ConfigurationProperties("airclass.intake")
record IntakeSettings(
        @DefaultValue("134217728") long zipBytesMax,
        @DefaultValue("500") int batchMax,
        @DefaultValue("500") int findingsMax,
        @DefaultValue("50000") int deltaRowsMax,
        @DefaultValue("100000") int workbookRowsMax,
        @DefaultValue("100000") long reportRowsMax,
        @DefaultValue("90d") Duration reportAge,
        @DefaultValue("60s") Duration lease) {}
