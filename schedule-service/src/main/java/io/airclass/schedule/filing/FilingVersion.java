package io.airclass.schedule.filing;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * What a filing knows of one of its versions.
 *
 * @param number from 1
 * @param contentId id of the document with its content
 * @param hash SHA-256 of the content, lower-case hexadecimal
 * @param members how many it bundles
 * @param missing how many that belong to it are not in it
 * @param receiptNumber of a plan; absent for bundles
 */
public record FilingVersion(
        int number,
        String contentId,
        String hash,
        int members,
        int missing,
        String filedBy,
        Instant filedAt,
        @MayBeAbsent String receiptNumber) {}
