package io.airclass.schedule.exchange;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.tables.Table;
import io.airclass.kit.tables.Tables;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.exchange.FormatService.SchoolFile;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.CellFault.Kind;
import io.airclass.schedule.timetable.DraftService.Days;
import io.airclass.schedule.timetable.FilePart;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableCsv.Place;
import io.airclass.schedule.timetable.TimetableService;
import io.airclass.schedule.timetable.TimetableService.Shelved;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Writes timetables as files, and takes a school's file as drafts. */
@Service
class ExchangeService {
    private final TimetableService timetables;
    private final FormatService formats;
    private final GroupService groups;
    private final AccessService access;
    private final Scheduler blocking;

    ExchangeService(
            TimetableService timetables,
            FormatService formats,
            GroupService groups,
            AccessService access,
            Scheduler blocking) {
        this.timetables = timetables;
        this.formats = formats;
        this.groups = groups;
        this.access = access;
        this.blocking = blocking;
    }

    /** The forms in which timetables are given out. */
    enum Form {
        GRID_XLSX("grid.xlsx", true),
        GRID_CSV("grid.csv", false),
        LIST_CSV("list.csv", false);

        final String path;
        final boolean workbook;

        Form(String path, boolean workbook) {
            this.path = path;
            this.workbook = workbook;
        }

        static Optional<Form> of(String path) {
            return Stream.of(values()).filter(form -> form.path.equals(path)).findFirst();
        }

        String ending() {
            return workbook ? ".xlsx" : ".csv";
        }
    }

    /** @param name with its ending, as people read it */
    record File(String name, boolean workbook, byte[] content) {}

    /** What became of one class. */
    sealed interface Outcome {
        String id();

        record Stored(String id, long version) implements Outcome {}

        record Unchanged(String id, long version) implements Outcome {}

        /** It would be taken. */
        record Checked(String id) implements Outcome {}

        /** Nothing of it was stored. */
        record NotTaken(String id, Rejection rejection) implements Outcome {}
    }

    /** @param faults of no class */
    record Imported(List<Outcome> outcomes, List<CellFault> faults) {}

    Mono<File> ofHolder(Caller caller, String holderId, Form form, Optional<LocalDate> on) {
        return timetables
                .shelved(caller, holderId, on)
                .map(ExchangeService::held)
                .flatMap(held -> file(
                        held.name() + "课程表", form, List.of(form == Form.LIST_CSV ? FlatList.of(held) : Grid.of(held))));
    }

    /** All of a school: a sheet for each class and group and each teacher, or one list. */
    Mono<File> ofSchool(Caller caller, String schoolId, Form form, Optional<LocalDate> on) {
        if (form == Form.GRID_CSV) {
            return Refused.mono(Rejection.notFound("not-found"));
        }
        return access.schoolToRead(caller, schoolId)
                .flatMap(school -> AccessRules.mayReadAllTimetables(caller, school.within())
                        ? timetables
                                .shelvedOfSchool(caller, schoolId, on, FormatService.HOLDERS_MAX + 1)
                                .map(ExchangeService::held)
                                .collectList()
                                .flatMap(all -> all.size() > FormatService.HOLDERS_MAX
                                        ? Refused.mono(Rejection.tooLarge("timetables-too-many")
                                                .with("max", FormatService.HOLDERS_MAX))
                                        : file(school.name() + "课程表", form, tables(all, form)))
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private static HeldWeek held(Shelved shelved) {
        return new HeldWeek(
                shelved.timetable().id(), shelved.name(), shelved.timetable().version(), shelved.week());
    }

    private static List<Table> tables(List<HeldWeek> all, Form form) {
        if (form == Form.LIST_CSV) {
            return List.of(FlatList.ofSchool(all));
        }
        var teachers = all.stream()
                .flatMap(held -> held.week().slots().stream())
                .map(Slot::teacherId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .sorted()
                .toList();
        var tables = new ArrayList<Table>();
        all.forEach(held -> tables.add(Grid.of(held)));
        teachers.forEach(id -> tables.add(Grid.ofTeacher(id, all)));
        tables.add(Teachers.table(teachers));
        return tables;
    }

    private Mono<File> file(String name, Form form, List<Table> tables) {
        return Mono.fromCallable(() -> new File(
                        name + form.ending(),
                        form.workbook,
                        form.workbook ? Tables.xlsx(tables) : Tables.csv(tables.getFirst())))
                .subscribeOn(blocking);
    }

    /**
     * Takes the file of a school: what is right becomes the draft of its class, of a class with faults nothing is stored.
     *
     * @param overwrite whether the drafts that are there give way, whatever version the file names
     * @param dryRun whether nothing is stored
     */
    Mono<Imported> take(
            Caller caller,
            String schoolId,
            Days days,
            boolean overwrite,
            boolean dryRun,
            byte[] content,
            Locale locale) {
        return access.schoolToRead(caller, schoolId)
                .flatMap(school -> AccessRules.mayChangeAllTimetables(caller, school.within())
                        ? formats.all(content, locale)
                        : Refused.<SchoolFile>mono(Rejection.forbidden("forbidden")))
                .flatMap(file -> Flux.fromIterable(file.parts())
                        .filter(part -> !part.holderId().isEmpty())
                        .concatMap(part -> take(caller, schoolId, part, days, overwrite, dryRun, locale)
                                .onErrorResume(
                                        Refused.class,
                                        refused ->
                                                Mono.just(new Outcome.NotTaken(part.holderId(), refused.rejection()))))
                        .collectList()
                        .map(outcomes -> new Imported(outcomes, withoutClass(file, locale))));
    }

    private static List<CellFault> withoutClass(SchoolFile file, Locale locale) {
        return Stream.concat(
                        file.faults().stream(),
                        file.parts().stream()
                                .filter(part -> part.holderId().isEmpty())
                                .flatMap(part -> part.reading().faults().isEmpty()
                                        ? Stream.of(Kind.CLASS_MISSING.at(sheetOf(part), Grid.CLASS_ID, locale))
                                        : part.reading().faults().stream()))
                .toList();
    }

    private static Place sheetOf(FilePart part) {
        return new Place(
                part.reading().places().values().stream()
                        .map(Place::sheet)
                        .findFirst()
                        .orElse(""),
                "A1");
    }

    private Mono<Outcome> take(
            Caller caller,
            String schoolId,
            FilePart part,
            Days asked,
            boolean overwrite,
            boolean dryRun,
            Locale locale) {
        var id = part.holderId();
        return groups.learners(id)
                .filter(learners -> learners.schoolClass().schoolId().equals(schoolId))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(_ -> dryRun
                        ? timetables
                                .check(caller, id, part.days(asked), part.reading(), locale)
                                .map(_ -> new Outcome.Checked(id))
                        : timetables.versionOf(caller, id).flatMap(before -> timetables
                                .save(
                                        caller,
                                        id,
                                        overwrite ? before : part.version(),
                                        part.days(asked),
                                        part.reading(),
                                        locale)
                                .map(shown ->
                                        outcome(id, before, shown.timetable().version()))));
    }

    private static Outcome outcome(String id, Optional<Long> before, long version) {
        return before.filter(was -> was == version).isPresent()
                ? new Outcome.Unchanged(id, version)
                : new Outcome.Stored(id, version);
    }
}
