/**
 * Tables that people fill in with a spreadsheet and send, as CSV or as a workbook (xlsx), and that are written for them.
 *
 * <p>Promises: nothing is read that claims more than the stated bounds, whatever the file says of itself; every cell keeps its address;
 * nothing that is written begins a formula, and what was written so is read back as it was.
 */
package io.airclass.kit.tables;
