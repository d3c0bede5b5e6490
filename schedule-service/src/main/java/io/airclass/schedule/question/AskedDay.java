package io.airclass.schedule.question;

import java.time.Instant;
import java.util.List;

/** What a person has asked in one day. */
public record AskedDay(List<String> questionIds, Instant at) {
    public AskedDay {
        questionIds = List.copyOf(questionIds);
    }
}
