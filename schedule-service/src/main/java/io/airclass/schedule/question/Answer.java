package io.airclass.schedule.question;

import java.time.Instant;
import java.util.List;

/** What a teacher says to a question. */
public record Answer(String text, List<Attachment> attachments, String teacherId, Instant at) {
    public Answer {
        attachments = List.copyOf(attachments);
    }
}
