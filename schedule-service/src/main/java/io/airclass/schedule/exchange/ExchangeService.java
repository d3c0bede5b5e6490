package io.airclass.schedule.exchange;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.tables.Table;
import io.airclass.kit.tables.Tables;
import io.airclass.rosterview.Org;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.exchange.FormatService.By;
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
import java.util.stream.Collectors;
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
    private final MergeService merges;
    private final AccessService access;
    private final Scheduler blocking;

    ExchangeService(
            TimetableService timetables,
            FormatService formats,
            GroupService groups,
            MergeService merges,
            AccessService access,
            Scheduler blocking) {
        this.timetables = timetables;
        this.formats = formats;
        this.groups = groups;
        this.merges = merges;
        this.access = access;
        this.blocking = blocking;
    }

    /** The forms in which timetables are given out. */
    enum Form {
        GRID_XLSX("grid.xlsx", true),
        GRID_CSV("grid.csv", false),
        LIST_CSV("list.csv", false),
        TEACHERS_XLSX("teachers.xlsx", true);

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
        if (form == Form.TEACHERS_XLSX) {
            return Refused.mono(Rejection.notFound("not-found"));
        }
        return timetables
                .shelved(caller, holderId, on)
                .map(ExchangeService::held)
                .flatMap(held -> file(
                        held.name() + "课程表", form, List.of(form == Form.LIST_CSV ? FlatList.of(held) : Grid.of(held))));
    }

    /** All of a school: a sheet for each class and group and each teacher, or for the teachers only, or one list. */
    Mono<File> ofSchool(Caller caller, String schoolId, Form form, Optional<LocalDate> on) {
        return form == Form.GRID_CSV
                ? Refused.mono(Rejection.notFound("not-found"))
                : all(caller, schoolId, on)
                        .flatMap(all -> file(all.school().name() + "课程表", form, tables(all.weeks(), form)));
    }

    /** What one teacher gives in a school. */
    Mono<File> ofTeacher(Caller caller, String schoolId, String teacherId, Form form, Optional<LocalDate> on) {
        if (form == Form.TEACHERS_XLSX || form == Form.LIST_CSV) {
            return Refused.mono(Rejection.notFound("not-found"));
        }
        return all(caller, schoolId, on).flatMap(all -> {
            var holders = holders(all.weeks());
            var some = all.weeks().stream()
                    .filter(held -> held.week().slots().stream()
                            .anyMatch(slot -> slot.teacherId().equals(teacherId)))
                    .toList();
            return some.isEmpty()
                    ? Refused.mono(Rejection.notFound("timetable-not-found"))
                    : file(
                            "教师" + teacherId + "课程表",
                            form,
                            List.of(Grid.ofTeacher(teacherId, some, holders), Holders.table(some)));
        });
    }

    private record All(Org school, List<HeldWeek> weeks) {}

    private Mono<All> all(Caller caller, String schoolId, Optional<LocalDate> on) {
        return access.schoolToRead(caller, schoolId)
                .flatMap(school -> AccessRules.mayReadAllTimetables(caller, school.within())
                        ? timetables
                                .shelvedOfSchool(caller, schoolId, on, FormatService.HOLDERS_MAX + 1)
                                .map(ExchangeService::held)
                                .collectList()
                                .flatMap(all -> all.size() > FormatService.HOLDERS_MAX
                                        ? Refused.mono(Rejection.tooLarge("timetables-too-many")
                                                .with("max", FormatService.HOLDERS_MAX))
                                        : Mono.just(new All(school, all)))
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
        var holders = holders(all);
        var tables = new ArrayList<Table>();
        if (form != Form.TEACHERS_XLSX) {
            all.forEach(held -> tables.add(Grid.of(held)));
        }
        teachers.forEach(id -> tables.add(Grid.ofTeacher(id, all, holders)));
        tables.add(Teachers.table(teachers));
        tables.add(Holders.table(all));
        return tables;
    }

    private static Holders holders(List<HeldWeek> all) {
        return new Holders(all.stream().collect(Collectors.toMap(HeldWeek::id, HeldWeek::name)));
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
     * @param by whose sheets are read; empty for the teachers' where there are no others
     */
    Mono<Imported> take(Caller caller, String schoolId, Optional<By> by, byte[] content, Asked asked) {
        return access.schoolToRead(caller, schoolId)
                .flatMap(school -> AccessRules.mayChangeAllTimetables(caller, school.within())
                        ? formats.all(content, by, asked.locale())
                        : Refused.<SchoolFile>mono(Rejection.forbidden("forbidden")))
                .flatMap(file -> switch (file) {
                    case SchoolFile.OfClasses classes -> take(caller, schoolId, classes, asked);
                    case SchoolFile.OfTeachers teachers -> merges.take(caller, schoolId, teachers, asked);
                });
    }

    /**
     * How a file is to be taken.
     *
     * @param overwrite whether the drafts that are there give way, whatever version the file names
     * @param dryRun whether nothing is stored
     */
    record Asked(Days days, boolean overwrite, boolean dryRun, Locale locale) {}

    private Mono<Imported> take(Caller caller, String schoolId, SchoolFile.OfClasses file, Asked asked) {
        return Flux.fromIterable(file.parts())
                .filter(part -> !part.holderId().isEmpty())
                .concatMap(part -> take(caller, schoolId, part, asked)
                        .onErrorResume(
                                Refused.class,
                                refused -> Mono.just(new Outcome.NotTaken(part.holderId(), refused.rejection()))))
                .collectList()
                .map(outcomes -> new Imported(outcomes, withoutClass(file, asked.locale())));
    }

    private static List<CellFault> withoutClass(SchoolFile.OfClasses file, Locale locale) {
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

    private Mono<Outcome> take(Caller caller, String schoolId, FilePart part, Asked asked) {
        var id = part.holderId();
        return groups.learners(id)
                .filter(learners -> learners.schoolClass().schoolId().equals(schoolId))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .then(timetables.versionOf(caller, id))
                .flatMap(before -> put(timetables, caller, part, before, asked));
    }

    /** Saves the draft of one class, or only looks whether it could be. */
    static Mono<Outcome> put(
            TimetableService timetables, Caller caller, FilePart part, Optional<Long> before, Asked asked) {
        var id = part.holderId();
        var days = part.days(asked.days());
        return asked.dryRun()
                ? timetables
                        .check(caller, id, days, part.reading(), asked.locale())
                        .map(_ -> new Outcome.Checked(id))
                : timetables
                        .save(
                                caller,
                                id,
                                asked.overwrite() ? before : part.version(),
                                days,
                                part.reading(),
                                asked.locale())
                        .map(shown -> outcome(id, before, shown.timetable().version()));
    }

    private static Outcome outcome(String id, Optional<Long> before, long version) {
        return before.filter(was -> was == version).isPresent()
                ? new Outcome.Unchanged(id, version)
                : new Outcome.Stored(id, version);
    }
}
