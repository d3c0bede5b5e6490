package io.airclass.kit.tables;

import java.util.List;

/**
 * A sheet of a workbook, or a CSV file, as texts.
 *
 * @param name of the sheet; empty for a CSV file
 * @param rows each with the cells up to its last one; an empty row stands for itself, so that a row's place is its number
 */
public record Table(String name, List<List<String>> rows) {
    public Table {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * The text of a cell; empty where there is none.
     *
     * @param row from 0
     * @param column from 0
     */
    public String cell(int row, int column) {
        return row < rows.size() && column < rows.get(row).size()
                ? rows.get(row).get(column)
                : "";
    }

    /** How a spreadsheet calls a cell, as {@code B5}. */
    public static String address(int row, int column) {
        var letters = new StringBuilder();
        for (int left = column; left >= 0; left = left / 26 - 1) {
            letters.insert(0, (char) ('A' + left % 26));
        }
        return letters.append(row + 1).toString();
    }
}
