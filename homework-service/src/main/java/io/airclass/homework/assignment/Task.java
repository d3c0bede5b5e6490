package io.airclass.homework.assignment;

import io.airclass.contracts.MayBeAbsent;
import java.math.BigDecimal;
import java.util.List;

/**
 * What is to be done, in the teacher's words.
 *
 * @param text with formulas as LaTeX source, kept as it is
 * @param items of a task sheet; empty for other kinds
 * @param fileIds of the teacher's files, in order
 * @param expectedMinutes how long the teacher thinks it takes; 0 when not said
 * @param written whether it is written homework, to be done at home
 * @param printerAlternative how it is done without a printer; absent where none is needed
 * @param maxScore the best score; absent where it is marked by levels only
 * @param parts questions that are marked one by one; empty where it is marked as a whole
 * @param levels the best first; empty where it is marked by score only
 */
public record Task(
        String subject,
        TaskKind kind,
        String title,
        String text,
        List<SheetItem> items,
        List<String> fileIds,
        long expectedMinutes,
        boolean written,
        boolean phoneRequired,
        boolean screenRequired,
        @MayBeAbsent String printerAlternative,
        @MayBeAbsent BigDecimal maxScore,
        List<Part> parts,
        List<String> levels,
        Resubmission resubmission) {
    public Task {
        items = List.copyOf(items);
        fileIds = List.copyOf(fileIds);
        parts = List.copyOf(parts);
        levels = List.copyOf(levels);
    }
}
