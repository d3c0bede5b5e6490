package io.airclass.exam.bank;

import java.util.List;

/**
 * What became of every element of a file.
 *
 * @param encoding in which the file was read
 * @param imported how many questions of the file stand in the bank now
 * @param alreadyThere how many of them stood there before
 * @param comments how many comment lines were passed over
 * @param problems elements that were refused
 * @param notices elements that were read, with something to look at
 */
public record ImportReport(
        Shelf shelf,
        String encoding,
        int imported,
        int alreadyThere,
        int comments,
        List<Line> questions,
        List<ImportReading.FoundCategory> categories,
        List<Remark> problems,
        List<Remark> notices) {

    /** A question of the file and its id in the bank; two equal questions have one id. */
    public record Line(int line, String id, String kind, String title) {}
}
