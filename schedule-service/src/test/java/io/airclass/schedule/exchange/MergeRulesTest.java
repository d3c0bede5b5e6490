package io.airclass.schedule.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.tables.Table;
import io.airclass.kit.tables.Tables;
import io.airclass.schedule.timetable.FilePart;
import io.airclass.schedule.timetable.Mode;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableCsv;
import io.airclass.schedule.timetable.Use;
import io.airclass.schedule.timetable.Week;
import io.airclass.schedule.timetable.WeekPattern;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sheets of teachers, read and laid over the weeks of their classes. */
class MergeRulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final LocalDate LATER = MONDAY.plusDays(60);
    private static final Map<String, String> NAMES =
            Map.of("c-1", "七（1）班", "c-2", "七（2）班", "c-3", "竞赛班", "c-4", "竞赛班", "c-5", "美术、音乐");

    private static MergeRules.Plan plan(List<Table> tables) {
        var teachers = Teachers.of(tables);
        return MergeRules.plan(
                tables.stream()
                        .filter(table -> Grid.isGrid(table) && Grid.isOfTeacher(table))
                        .map(table -> TeacherSheet.read(table, teachers, Locale.SIMPLIFIED_CHINESE))
                        .toList(),
                new Holders(NAMES, tables, Locale.SIMPLIFIED_CHINESE),
                Locale.SIMPLIFIED_CHINESE);
    }

    private static Table table(String name, List<?>... rows) {
        return new Table(
                name,
                Stream.of(rows)
                        .map(row -> row.stream().map(String::valueOf).toList())
                        .toList());
    }

    private static Table sheet(String teacher, String... cells) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("教师编号", teacher));
        rows.add(List.of("节次", "星期一"));
        IntStream.range(0, cells.length).forEach(i -> rows.add(List.of(i + 1 + "", cells[i])));
        return new Table("教师 " + teacher, rows);
    }

    private static List<String> told(FilePart part) {
        return part.reading().faults().stream()
                .map(fault -> fault.sheet() + "!" + fault.cell() + " " + fault.code())
                .toList();
    }

    private static FilePart part(MergeRules.Plan plan, String id) {
        return plan.part(id, Optional.empty(), false, MONDAY);
    }

    private static HeldWeek week(Random random, String id, int teachers) {
        var slots = new ArrayList<Slot>();
        for (var day : DayOfWeek.values()) {
            for (int period = 1; period <= 8; period++) {
                var start = LocalTime.of(7 + period, random.nextInt(3) * 5);
                var weeks = random.nextInt(4) == 0 ? List.of("odd", "even") : List.of("all");
                for (var pattern : weeks) {
                    boolean nobody = random.nextInt(6) == 0;
                    slots.add(new Slot(
                            day,
                            period,
                            start,
                            start.plusMinutes(40),
                            List.of("语文", "=1+1", "方式：电视", "班级：无").get(random.nextInt(4)),
                            nobody ? "" : "t-" + random.nextInt(teachers),
                            random.nextBoolean() ? "" : "单周",
                            nobody ? Mode.ON_DEMAND : Mode.CLASSROOM,
                            nobody ? "资源" : "",
                            Use.LESSON,
                            WeekPattern.parse(pattern).orElseThrow(),
                            random.nextBoolean() ? "" : "合一",
                            "",
                            false,
                            null,
                            null));
                }
            }
        }
        return new HeldWeek(id, NAMES.get(id), 3, new Week(MONDAY, MONDAY.plusDays(100), false, "", slots));
    }

    @Test
    void sheets_of_teachers_that_are_written_and_read_say_the_same_of_every_class() {
        var random = new Random(20261123);
        for (int round = 0; round < 30; round++) {
            var all = NAMES.keySet().stream()
                    .sorted()
                    .map(id -> week(random, id, 6))
                    .toList();
            var holders = new Holders(NAMES);
            var tables = new ArrayList<Table>();
            IntStream.range(0, 6).forEach(i -> tables.add(Grid.ofTeacher("t-" + i, all, holders)));
            tables.add(Holders.table(all));
            var plan = plan(Tables.read(Tables.xlsx(tables), FormatService.LIMITS));
            assertThat(plan.faults()).isEmpty();
            for (var held : all) {
                var part = plan.part(held.id(), Optional.of(held.week()), false, LATER);
                assertThat(part.reading().faults()).isEmpty();
                assertThat(part.reading().rows().stream().map(TimetableCsv.Row::slot))
                        .containsExactlyInAnyOrderElementsOf(held.week().slots());
                assertThat(part.version()).contains(3L);
                assertThat(part.days().effectiveFrom()).as("nothing is another").contains(MONDAY);
            }
        }
    }

    @Test
    void what_is_changed_of_a_published_week_holds_from_today_on_and_of_a_draft_on_its_days() {
        var before = new Week(
                MONDAY,
                LATER,
                true,
                "期中考试",
                List.of(Slot.weekly(DayOfWeek.MONDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), "语文", "t-1", "")));
        var plan = plan(List.of(sheet("t-1", "书法/七（1）班/时间：08:00-08:40")));
        var published = plan.part("c-1", Optional.of(before), false, MONDAY.plusDays(9));
        assertThat(published.days().effectiveFrom()).contains(MONDAY.plusDays(9));
        assertThat(published.days().lastDay()).contains(LATER);
        assertThat(published.days().why()).isEmpty();
        var drafted = plan.part("c-1", Optional.of(before), true, MONDAY.plusDays(9));
        assertThat(drafted.days().effectiveFrom()).contains(MONDAY);
        assertThat(drafted.days().why()).isEqualTo("期中考试");
        assertThat(plan.part("c-1", Optional.of(before), false, MONDAY.minusDays(9))
                        .days()
                        .effectiveFrom())
                .contains(MONDAY);
    }

    @Test
    void lessons_whose_times_change_with_the_season_are_one_on_a_sheet_though_classes_began_in_different_ones() {
        var summer = new Slot(
                DayOfWeek.MONDAY,
                5,
                LocalTime.of(14, 30),
                LocalTime.of(15, 10),
                "体育",
                "t-1",
                "",
                Mode.CLASSROOM,
                "",
                Use.LESSON,
                WeekPattern.ALL,
                "",
                "",
                false,
                null,
                MONDAY.plusDays(20));
        var winter = new Slot(
                DayOfWeek.MONDAY,
                5,
                LocalTime.of(14, 0),
                LocalTime.of(14, 40),
                "体育",
                "t-1",
                "",
                Mode.CLASSROOM,
                "",
                Use.LESSON,
                WeekPattern.ALL,
                "",
                "",
                false,
                MONDAY.plusDays(21),
                null);
        var both = new HeldWeek("c-1", "七（1）班", 1, new Week(MONDAY, LATER, false, "", List.of(summer, winter)));
        var late = new HeldWeek("c-2", "七（2）班", 1, new Week(MONDAY.plusDays(9), LATER, false, "", List.of(winter)));
        var sheet = Grid.ofTeacher("t-1", List.of(both, late), new Holders(NAMES));
        assertThat(sheet.cell(2, 2)).isEqualTo("体育\nt-1\n班级：七（1）班、七（2）班");
        var plan = plan(List.of(sheet));
        for (var held : List.of(both, late)) {
            var part = plan.part(held.id(), Optional.of(held.week()), false, LATER);
            assertThat(part.days().effectiveFrom()).contains(held.week().effectiveFrom());
            assertThat(part.reading().rows()).singleElement().satisfies(row -> assertThat(row.timed())
                    .isFalse());
        }
    }

    @Test
    void a_class_is_named_by_its_number_or_a_name_that_is_clear() {
        var holders = new Holders(NAMES);
        assertThat(Stream.of("c-1", "c-3", "c-5").map(holders::written)).containsExactly("七（1）班", "c-3", "c-5");
        var plan = plan(List.of(sheet("t-1", "语文/七（1）班，c-2；c-3", "语文/美术、音乐")));
        assertThat(plan.faults()).isEmpty();
        assertThat(plan.holderIds()).containsExactly("c-1", "c-2", "c-3", "c-5");
        var unclear = plan(List.of(sheet("t-1", "语文/七（1）班", "语文/竞赛班", "语文")));
        assertThat(told(part(unclear, "c-1")))
                .containsExactlyInAnyOrder("教师 t-1!B4 class-ambiguous", "教师 t-1!B5 lesson-without-class");
    }

    @Test
    void wrong_sheets_are_told_with_their_cells() {
        var plan = plan(List.of(
                sheet("t-1", "语文/七（1）班", "语文/七（1）班/教师：t-9", "语文/七（2）班/时间：8点"),
                new Table("又一张", sheet("t-1", "数学/竞赛班").rows()),
                sheet("", "体育/七（2）班"),
                sheet("无名氏", "体育/c-3"),
                table(
                        "班级名单",
                        List.of("班级编号", "班级", "版本"),
                        List.of("c-1", "七（1）班", "x"),
                        List.of("c-9", "八（1）班", 1),
                        List.of("c-4", "奥赛班", 1),
                        List.of("c-4", "奥赛班", 2))));
        assertThat(plan.faults().stream().map(fault -> fault.sheet() + "!" + fault.cell() + " " + fault.code()))
                .containsExactlyInAnyOrder(
                        "教师 !B1 teacher-missing",
                        "教师 无名氏!B1 teacher-name-unknown",
                        "班级名单!A3 class-unknown",
                        "又一张!B1 teacher-twice",
                        "又一张!B3 class-ambiguous");
        assertThat(told(part(plan, "c-1"))).contains("教师 t-1!B4 teacher-other", "班级名单!C2 version");
        assertThat(told(part(plan, "c-2"))).contains("教师 t-1!B5 line-unknown");
        assertThat(told(part(plan, "c-3"))).contains("教师 无名氏!B1 teacher-name-unknown");
        assertThat(told(part(plan, "c-4"))).contains("班级名单!A5 class-twice");
    }

    @Test
    void a_small_file_that_says_very_much_is_not_read_to_its_end() {
        var cell = String.join("\n\n", Collections.nCopies(600, "语文"));
        var rows = new ArrayList<List<String>>(sheet("t-1").rows());
        for (int i = 0; i < 2_000; i++) {
            rows.add(List.of("1", cell));
        }
        var sheet = TeacherSheet.read(new Table("大", rows), Teachers.of(List.of()), Locale.ENGLISH);
        assertThat(sheet.lessons()).hasSize(TimetableCsv.ROWS_MAX);
        assertThat(sheet.faults()).extracting("code").containsExactly("rows-too-many");
        var names = new HashMap<String, String>();
        IntStream.range(0, 199).forEach(i -> names.put("k" + i, "班" + i));
        var every = "语文/" + String.join("、", names.keySet());
        var sheets = IntStream.range(0, 700)
                .mapToObj(i ->
                        TeacherSheet.read(sheet("t-" + i, every, every, every), Teachers.of(List.of()), Locale.ENGLISH))
                .toList();
        assertThat(MergeRules.plan(sheets, new Holders(names), Locale.ENGLISH).isTooLarge())
                .isTrue();
    }
}
