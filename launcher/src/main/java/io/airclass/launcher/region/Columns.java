package io.airclass.launcher.region;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of a CSV file, each with how a record of {@code T} fills it. */
final class Columns<T> {
    private final List<String> names = new ArrayList<>();
    private final List<Function<T, Object>> values = new ArrayList<>();

    Columns<T> column(String name, Function<T, Object> value) {
        names.add(name);
        values.add(value);
        return this;
    }

    Columns<T> empty(String... names) {
        for (var name : names) {
            column(name, any -> "");
        }
        return this;
    }

    /** The file as RFC 4180 has it, header first. */
    String text(Collection<T> records) {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(names);
            records.forEach(each -> csv.writeRecord(
                    values.stream().map(value -> cell(value.apply(each))).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Several values stand in one cell, with commas between; no value is an empty cell. */
    private static String cell(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(Object::toString).orElse("");
            case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }
}
