package io.airclass.notification.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;

/**
 * A message as a client sees it, in the list and on the stream.
 *
 * @param kind the fact, by its name, for example {@code assignment-opened}
 * @param about id of the assignment, exam or class
 * @param childId for a guardian, whom it is about; the roster tells the name
 * @param link where more can be read, a path of the API
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        String id,
        String kind,
        @MayBeAbsent String about,
        String title,
        String text,
        @MayBeAbsent String childId,
        String link,
        Instant deliveredAt,
        boolean read) {}
