package io.airclass.policy;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The document that a rule comes from.
 *
 * @param title what the document is called
 * @param number its number, such as 教基厅函〔2021〕13号
 * @param dated its date as far as it is known, in words
 * @param clause the passage
 */
public record Citation(
        Optional<String> title, Optional<String> number, Optional<String> dated, Optional<String> clause) {
    public Citation {
        if (title.isEmpty() && number.isEmpty()) {
            throw new IllegalArgumentException("A citation without title and number");
        }
    }

    /** The citation in one line. */
    public String text() {
        var document = Stream.of(title, number, dated.map(date -> "(" + date + ")"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return clause.map(passage -> document + ": " + passage).orElse(document);
    }

    /** Whether both come from one document, whatever the passage. */
    public boolean sameDocument(Citation other) {
        return title.equals(other.title) && number.equals(other.number) && dated.equals(other.dated);
    }
}
