package io.airclass.schedule.exchange;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.tables.Table;
import io.airclass.kit.tables.TableLimits;
import io.airclass.kit.tables.Tables;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.DraftService.Days;
import io.airclass.schedule.timetable.FilePart;
import io.airclass.schedule.timetable.TimetableCsv;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import io.airclass.schedule.timetable.TimetableFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads the files of timetables: a grid or a list, CSV or a workbook, as their content says. */
@Service
class FormatService implements TimetableFiles {
    /** Of one file; the bytes are those of a school's workbook. */
    static final TableLimits LIMITS = new TableLimits(2 * 1024 * 1024, 700, 20_000, 20, 200_000, 4_000);

    /** Classes and groups of one file. */
    static final int HOLDERS_MAX = 200;

    private final Scheduler blocking;

    FormatService(Scheduler blocking) {
        this.blocking = blocking;
    }

    /** By whose sheets the file of a school is read. */
    enum By {
        CLASS,
        TEACHER
    }

    /** What the file of a school holds. */
    sealed interface SchoolFile {
        /** @param faults of no class */
        record OfClasses(List<FilePart> parts, List<CellFault> faults) implements SchoolFile {}

        /** @param tables all of the file, the lists of names among them */
        record OfTeachers(List<TeacherSheet> sheets, List<Table> tables) implements SchoolFile {}
    }

    @Override
    public Mono<FilePart> one(String holderId, byte[] file, Locale locale) {
        return Mono.fromCallable(() -> oneOf(holderId, file, locale)).subscribeOn(blocking);
    }

    /** @param asked by whose sheets; empty for by the teachers' where there are no others */
    Mono<SchoolFile> all(byte[] file, Optional<By> asked, Locale locale) {
        return Mono.fromCallable(() -> allOf(Tables.read(file, LIMITS), asked, locale))
                .subscribeOn(blocking);
    }

    private static SchoolFile allOf(List<Table> tables, Optional<By> asked, Locale locale) {
        var ofTeachers = tables.stream()
                .filter(table -> Grid.isGrid(table) && Grid.isOfTeacher(table))
                .toList();
        boolean others = tables.stream()
                .anyMatch(table -> Grid.isGrid(table) ? !Grid.isOfTeacher(table) : FlatList.isList(table));
        if (ofTeachers.isEmpty() || asked.map(by -> by == By.CLASS).orElse(others)) {
            return ofClasses(tables, locale);
        }
        var teachers = Teachers.of(tables);
        return new SchoolFile.OfTeachers(
                ofTeachers.stream()
                        .map(table -> TeacherSheet.read(table, teachers, locale))
                        .toList(),
                tables);
    }

    private static FilePart oneOf(String holderId, byte[] file, Locale locale) {
        if (!Tables.isWorkbook(file) && !Grid.isGrid(first(file))) {
            return TimetableCsv.read(file, locale)
                    .map(reading -> new FilePart(
                            "", Optional.empty(), new Days(Optional.empty(), Optional.empty(), ""), reading))
                    .orElseThrow(() -> new Refused(Rejection.invalid("timetable-not-text")));
        }
        var parts = ofClasses(Tables.read(file, LIMITS), locale).parts();
        return parts.stream()
                .filter(part -> part.holderId().equals(holderId))
                .findFirst()
                .or(() -> parts.size() == 1 && parts.getFirst().holderId().isEmpty()
                        ? Optional.of(parts.getFirst())
                        : Optional.empty())
                .orElseThrow(() -> new Refused(Rejection.invalid("timetable-not-in-file")));
    }

    /** The beginning of a CSV file, as far as it can be read; a file that cannot is told by who reads it whole. */
    private static Table first(byte[] file) {
        try {
            return Tables.read(file, LIMITS).getFirst();
        } catch (Refused unreadable) {
            return new Table("", List.of());
        }
    }

    private static SchoolFile.OfClasses ofClasses(List<Table> tables, Locale locale) {
        var teachers = Teachers.of(tables);
        var parts = new ArrayList<FilePart>();
        var faults = new ArrayList<CellFault>();
        var seen = new HashSet<String>();
        for (var table : tables) {
            var found = Grid.isGrid(table)
                    ? Grid.isOfTeacher(table) ? List.<FilePart>of() : List.of(Grid.read(table, teachers::find, locale))
                    : FlatList.isList(table) ? FlatList.read(table, teachers, locale) : List.<FilePart>of();
            for (var part : found) {
                if (part.holderId().isEmpty() || seen.add(part.holderId())) {
                    parts.add(part);
                } else {
                    faults.add(Kind.CLASS_TWICE.at(new Place(table.name(), "B1"), Grid.CLASS_ID, locale));
                }
            }
        }
        if (parts.isEmpty()) {
            throw new Refused(Rejection.invalid("timetable-not-in-file"));
        }
        if (parts.size() > HOLDERS_MAX) {
            throw new Refused(Rejection.tooLarge("timetables-too-many").with("max", HOLDERS_MAX));
        }
        return new SchoolFile.OfClasses(parts, faults);
    }
}
