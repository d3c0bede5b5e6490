package io.airclass.kit.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Reads and writes tables as CSV and xlsx. Reading and writing a workbook blocks: for a scheduler that may. */
public final class Tables {
    /** Media type of xlsx. */
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** Media type of CSV. */
    public static final String CSV = "text/csv";

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int ENTRIES_BESIDE_SHEETS = 50;
    /** Inflated for each byte that may be sent. */
    private static final int INFLATED_RATIO = 40;

    /** Strings that cells share for each cell that may be filled: those of blank ones and of remarks besides. */
    private static final int STRINGS_OF_CELL = 2;
    /** Characters of all cells together for each byte that may be sent: many cells may share one long text. */
    private static final int CHARS_RATIO = 8;

    private static final int SHEET_NAME_CHARS_MAX = 31;
    /** More than a number has that somebody wrote. */
    private static final int DIGITS_MAX = 50;

    private static final Pattern NOT_IN_SHEET_NAME = Pattern.compile("[\\\\/:*?\\[\\]\\p{Cntrl}']");
    /** What stands for a part of a date or time in the format of a cell, outside quotes and brackets. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.");

    private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final double COLUMN_WIDTH = 18;

    private Tables() {}

    /**
     * The tables of a file, by its content a workbook or a CSV file; every cell stripped, a line break in it is {@code \n}.
     *
     * @throws Refused where it cannot be read, or holds more than the limits
     */
    public static List<Table> read(byte[] content, TableLimits limits) {
        if (content.length > limits.bytesMax()) {
            throw tooLarge("bytes", limits.bytesMax());
        }
        return isWorkbook(content) ? workbook(content, limits) : List.of(csv(content, limits));
    }

    /** Whether a file is a workbook, by its content. */
    public static boolean isWorkbook(byte[] content) {
        return content.length >= ZIP.length && Stream.of(0, 1, 2, 3).allMatch(i -> content[i] == ZIP[i]);
    }

    private static Refused tooLarge(String what, int max) {
        return new Refused(
                Rejection.tooLarge("table-too-large").with("what", what).with("max", max));
    }

    // CSV

    /** The text of a file in UTF-8, with or without its mark, or GB18030; empty when it is neither. */
    public static Optional<String> text(byte[] bytes) {
        return decoded(bytes, StandardCharsets.UTF_8)
                .or(() -> decoded(bytes, GB18030))
                .map(text -> text.startsWith(CsvText.BYTE_ORDER_MARK) ? text.substring(1) : text)
                .filter(text -> text.indexOf('\0') < 0);
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException otherCharset) {
            return Optional.empty();
        }
    }

    private static Table csv(byte[] content, TableLimits limits) {
        var text = text(content).orElseThrow(() -> new Refused(Rejection.invalid("table-not-text")));
        var filling = new Filling(limits);
        try (var records = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord record : records) {
                filling.row(record.getFields());
            }
        } catch (CsvParseException malformed) {
            throw new Refused(Rejection.invalid("table-malformed").with("row", filling.rows.size() + 1));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Table("", filling.rows);
    }

    /** As CSV in UTF-8 with its mark. */
    public static byte[] csv(Table table) {
        var text = new StringBuilder(CsvText.BYTE_ORDER_MARK);
        table.rows().forEach(row -> text.append(CsvText.line(row.toArray())));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    // Workbooks

    private static List<Table> workbook(byte[] content, TableLimits limits) {
        Path file = null;
        try {
            file = Files.createTempFile("table", ".xlsx");
            Files.write(file, content);
            var fault = WorkbookGuard.fault(
                    file,
                    new WorkbookGuard.Limits(
                            limits.tablesMax() + ENTRIES_BESIDE_SHEETS,
                            (long) limits.bytesMax() * INFLATED_RATIO,
                            (long) limits.bytesMax() * INFLATED_RATIO / 2,
                            limits.cellsMax() * STRINGS_OF_CELL));
            if (fault.isPresent()) {
                throw fault.get().code().equals(WorkbookGuard.BOMB)
                        ? tooLarge(fault.get().what(), limits.bytesMax())
                        : unreadable();
            }
            try (var workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false))) {
                return tables(workbook, limits);
            }
        } catch (ArithmeticException
                | DateTimeException
                | ExcelReaderException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | UncheckedIOException notReadable) {
            // what the library throws for XML that is no workbook
            throw unreadable();
        } catch (IOException e) {
            if (e.getCause() instanceof XMLStreamException) {
                throw unreadable();
            }
            throw new UncheckedIOException(e);
        } finally {
            remove(file);
        }
    }

    private static void remove(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refused unreadable() {
        return new Refused(Rejection.invalid("workbook-unreadable"));
    }

    private static List<Table> tables(ReadableWorkbook workbook, TableLimits limits) throws IOException {
        var sheets = workbook.getSheets().toList();
        if (sheets.size() > limits.tablesMax()) {
            throw tooLarge("sheets", limits.tablesMax());
        }
        var filling = new Filling(limits);
        var tables = new ArrayList<Table>();
        for (Sheet sheet : sheets) {
            filling.begin();
            try (Stream<Row> rows = sheet.openStream()) {
                for (Row row : (Iterable<Row>) rows::iterator) {
                    filling.rowAt(row);
                }
            }
            tables.add(new Table(sheet.getName(), filling.rows));
        }
        return tables;
    }

    /** A table being read; counts the rows, cells and characters of all. */
    private static final class Filling {
        private final TableLimits limits;
        private List<List<String>> rows = new ArrayList<>();
        private int cells;
        private int rowsBefore;
        private long chars;

        Filling(TableLimits limits) {
            this.limits = limits;
        }

        void begin() {
            rowsBefore += rows.size();
            rows = new ArrayList<>();
        }

        void rowAt(Row row) {
            if (row.getRowNum() > limits.rowsMax() && row.getFirstNonEmptyCell().isPresent()) {
                throw tooLarge("rows", limits.rowsMax());
            }
            if (row.getRowNum() > limits.rowsMax()) {
                return;
            }
            while (rows.size() < row.getRowNum() - 1 && rows.size() < limits.rowsMax()) {
                rows.add(List.of());
            }
            int rowsMax = Math.max(limits.rowsMax(), limits.cellsMax());
            if (rowsBefore + rows.size() > rowsMax) {
                throw tooLarge("rows", rowsMax);
            }
            var texts = new ArrayList<String>();
            for (int i = 0; i < row.getCellCount(); i++) {
                texts.add(row.getOptionalCell(i).map(Tables::text).orElse(""));
            }
            row(texts);
        }

        void row(List<String> texts) {
            if (rows.size() == limits.rowsMax()) {
                if (texts.stream().allMatch(String::isBlank)) {
                    return;
                }
                throw tooLarge("rows", limits.rowsMax());
            }
            var stripped = new ArrayList<String>();
            for (var text : texts) {
                var cell = CsvText.unguarded(
                        text.replace("\r\n", "\n").replace('\r', '\n').strip());
                if (cell.length() > limits.cellCharsMax()) {
                    throw tooLarge("characters", limits.cellCharsMax());
                }
                if (!cell.isEmpty()) {
                    if (stripped.size() >= limits.columnsMax()) {
                        throw tooLarge("columns", limits.columnsMax());
                    }
                    chars += cell.length();
                    if (chars > (long) limits.bytesMax() * CHARS_RATIO) {
                        throw tooLarge("characters", limits.bytesMax() * CHARS_RATIO);
                    }
                    if (++cells > limits.cellsMax()) {
                        throw tooLarge("cells", limits.cellsMax());
                    }
                }
                if (stripped.size() < limits.columnsMax()) {
                    stripped.add(cell);
                }
            }
            rows.add(stripped);
        }
    }

    /** A number stands as it is shown: 101, not 101.0; a date as 2026-09-07, a time as 08:00. */
    private static String text(Cell cell) {
        if (cell.getValue() == null) {
            return "";
        }
        if (cell.getType() != CellType.NUMBER) {
            return cell.getText();
        }
        return isDate(cell) ? dated(cell.asNumber().doubleValue(), cell.asDate()) : plain(cell.asNumber());
    }

    /** Without an exponent, as a sheet shows it, unless that were longer than any number that somebody writes. */
    public static String plain(BigDecimal number) {
        var bare = number.stripTrailingZeros();
        return Math.abs((long) bare.scale()) > DIGITS_MAX || bare.precision() > DIGITS_MAX
                ? bare.toString()
                : bare.toPlainString();
    }

    private static boolean isDate(Cell cell) {
        var format = cell.getDataFormatString();
        if (format == null || format.equalsIgnoreCase("General")) {
            return false;
        }
        var bare = QUOTED.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        return bare.chars().anyMatch(c -> "ymdhs".indexOf(c) >= 0) && bare.indexOf('0') < 0 && bare.indexOf('#') < 0;
    }

    private static String dated(double number, LocalDateTime value) {
        var rounded = value.plusSeconds(30).withSecond(0).withNano(0);
        if (number < 1) {
            return rounded.toLocalTime().toString();
        }
        return rounded.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? rounded.toLocalDate().toString()
                : rounded.format(DATE_AND_TIME);
    }

    /** As a workbook, a sheet each; a name is shortened where it must be, and told apart by a number. */
    public static byte[] xlsx(List<Table> tables) {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Airclass", "1.0")) {
            var names = new HashSet<String>();
            for (var table : tables) {
                write(table, workbook.newWorksheet(sheetName(table.name(), names)));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(Table table, Worksheet sheet) {
        int widest = 0;
        for (int row = 0; row < table.rows().size(); row++) {
            var cells = table.rows().get(row);
            for (int column = 0; column < cells.size(); column++) {
                if (!cells.get(column).isEmpty()) {
                    sheet.value(row, column, CsvText.guarded(cells.get(column)));
                    sheet.style(row, column)
                            .wrapText(true)
                            .format("@")
                            .verticalAlignment("top")
                            .set();
                }
            }
            widest = Math.max(widest, cells.size());
        }
        for (int column = 0; column < widest; column++) {
            sheet.width(column, COLUMN_WIDTH);
        }
    }

    private static String sheetName(String asked, HashSet<String> taken) {
        var clean = NOT_IN_SHEET_NAME.matcher(asked).replaceAll("_").strip();
        var name = clean.isEmpty() ? "Sheet" : clean.substring(0, Math.min(clean.length(), SHEET_NAME_CHARS_MAX));
        for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
            var suffix = "~" + number;
            name = clean.substring(0, Math.min(clean.length(), SHEET_NAME_CHARS_MAX - suffix.length())) + suffix;
        }
        return name;
    }
}
