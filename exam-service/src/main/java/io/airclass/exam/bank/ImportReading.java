package io.airclass.exam.bank;

import java.util.List;

/**
 * Everything an importer found in a file, in the file's order.
 *
 * @param comments how many comment lines were passed over
 */
public record ImportReading(List<Found> questions, List<FoundCategory> categories, List<Remark> remarks, int comments) {

    public ImportReading {
        questions = List.copyOf(questions);
        categories = List.copyOf(categories);
        remarks = List.copyOf(remarks);
    }

    public List<Remark> problems() {
        return remarks.stream()
                .filter(r -> r.severity() == Remark.Severity.PROBLEM)
                .toList();
    }

    /** A question and the line its text begins on. */
    public record Found(int line, Question question) {}

    /** A category that holds for the questions after it. */
    public record FoundCategory(int line, String path) {}
}
