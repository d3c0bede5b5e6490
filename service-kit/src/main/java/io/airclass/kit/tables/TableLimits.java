package io.airclass.kit.tables;

/**
 * What a file of tables may hold at most.
 *
 * @param bytesMax of the file as it was sent
 * @param tablesMax sheets of a workbook
 * @param rowsMax of one table
 * @param columnsMax of one row
 * @param cellsMax of all tables together, empty ones not counted
 * @param cellCharsMax of one cell
 */
public record TableLimits(int bytesMax, int tablesMax, int rowsMax, int columnsMax, int cellsMax, int cellCharsMax) {}
