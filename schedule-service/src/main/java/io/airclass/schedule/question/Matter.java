package io.airclass.schedule.question;

import io.airclass.contracts.Stage;
import java.util.List;

/**
 * What is asked.
 *
 * @param keptPrivate whether the asker wants it read by nobody else when it is answered
 */
public record Matter(Stage stage, String subject, String text, List<Attachment> pictures, boolean keptPrivate) {
    public Matter {
        pictures = List.copyOf(pictures);
    }
}
