package io.airclass.schedule.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grids and lists, written and read. */
class GridTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final List<String> TEXTS =
            List.of("语文", "=1+1", "物理/化学", "方式：电视", "单周", "@校本", "A-1", "'引号", "直播", "第一，二章；三");

    private static String one(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String maybe(Random random, List<String> texts) {
        return random.nextBoolean() ? "" : one(random, texts);
    }

    private static WeekPattern weeks(String text) {
        return WeekPattern.parse(text).orElseThrow();
    }

    private static Slot slot(Random random, DayOfWeek day, int period, String weeks) {
        var mode = Mode.values()[random.nextInt(Mode.values().length)];
        boolean open = random.nextInt(5) == 0;
        boolean teacher = mode.needsTeacher() && !open || random.nextBoolean();
        var start = LocalTime.of(7 + period, random.nextInt(3) * 5);
        return new Slot(
                day,
                period,
                start,
                start.plusMinutes(40),
                one(random, TEXTS),
                teacher ? "t-" + random.nextInt(9) : "",
                maybe(random, TEXTS),
                mode,
                mode.needsMeans() ? one(random, TEXTS) : maybe(random, TEXTS),
                Use.values()[random.nextInt(3)],
                weeks(weeks),
                maybe(random, TEXTS),
                maybe(random, TEXTS),
                open,
                null,
                null);
    }

    private static HeldWeek week(Random random) {
        var slots = new ArrayList<Slot>();
        for (var day : DayOfWeek.values()) {
            for (int period = 1; period <= 8; period++) {
                if (random.nextInt(3) == 0) {
                    continue;
                }
                if (random.nextInt(4) == 0) {
                    slots.add(slot(random, day, period, "odd"));
                    slots.add(slot(random, day, period, "even"));
                } else {
                    slots.add(slot(random, day, period, one(random, List.of("all", "1-8", "2,4", "双周"))));
                }
            }
        }
        boolean temporary = random.nextBoolean();
        return new HeldWeek(
                "class-1",
                "七（1）班",
                7,
                new Week(MONDAY, MONDAY.plusDays(20), temporary, temporary ? "期中考试" : "", slots));
    }

    private static List<Table> through(Table table, boolean workbook) {
        return Tables.read(workbook ? Tables.xlsx(List.of(table)) : Tables.csv(table), FormatService.LIMITS);
    }

    private static FilePart read(Table table) {
        return Grid.read(table, Teachers.of(List.of())::find, Locale.ENGLISH);
    }

    private static List<Slot> slots(FilePart part) {
        assertThat(part.reading().faults()).isEmpty();
        return part.reading().rows().stream().map(TimetableCsv.Row::slot).toList();
    }

    @Test
    void a_grid_that_is_written_and_read_says_the_same() {
        var random = new Random(20260907);
        for (int round = 0; round < 100; round++) {
            var held = week(random);
            var part = read(through(Grid.of(held), round % 2 == 0).getFirst());
            assertThat(slots(part))
                    .containsExactlyInAnyOrderElementsOf(held.week().slots());
            assertThat(part.holderId()).isEqualTo("class-1");
            assertThat(part.version()).contains(7L);
            assertThat(part.days().effectiveFrom()).contains(MONDAY);
            assertThat(part.days().lastDay().isPresent()).isEqualTo(held.week().temporary());
            assertThat(part.days().why()).isEqualTo(held.week().why());
        }
    }

    @Test
    void a_list_that_is_written_and_read_says_the_same() {
        var random = new Random(20260908);
        for (int round = 0; round < 100; round++) {
            var held = week(random);
            var teachers = Teachers.of(List.of());
            for (var table : List.of(FlatList.of(held), FlatList.ofSchool(List.of(held)))) {
                var parts = FlatList.read(through(table, round % 2 == 0).getFirst(), teachers, Locale.ENGLISH);
                assertThat(slots(parts.getFirst()))
                        .containsExactlyInAnyOrderElementsOf(held.week().slots());
            }
            var plain = TimetableCsv.read(Tables.csv(FlatList.of(held)), Locale.ENGLISH)
                    .orElseThrow();
            assertThat(plain.faults()).isEmpty();
        }
    }

    @Test
    void lessons_whose_times_change_with_the_season_stand_once_and_without_times() {
        var summer = Slot.weekly(DayOfWeek.MONDAY, 5, LocalTime.of(14, 30), LocalTime.of(15, 10), "体育", "t-1", "");
        var slots = List.of(
                season(summer, LocalTime.of(14, 0), null, MONDAY.plusDays(9)),
                season(summer, LocalTime.of(14, 30), MONDAY.plusDays(10), null));
        var held = new HeldWeek("class-1", "七（1）班", 1, new Week(MONDAY, MONDAY.plusDays(20), false, "", slots));
        assertThat(Grid.of(held).rows().getLast()).startsWith("5", "", "体育\nt-1");
        assertThat(read(Grid.of(held)).reading().rows())
                .extracting(TimetableCsv.Row::timed)
                .containsExactly(false);
    }

    private static Slot season(Slot slot, LocalTime start, LocalDate from, LocalDate until) {
        return new Slot(
                slot.weekday(),
                slot.period(),
                start,
                start.plusMinutes(40),
                slot.subject(),
                slot.teacherId(),
                "",
                slot.mode(),
                "",
                slot.use(),
                slot.weeks(),
                "",
                "",
                false,
                from,
                until);
    }

    private static Table table(List<?>... rows) {
        return new Table(
                "七（1）班",
                List.of(rows).stream()
                        .map(row -> row.stream().map(String::valueOf).toList())
                        .toList());
    }

    @Test
    void what_schools_write_by_hand_is_understood() {
        var slots = slots(read(table(
                List.of("兴义市第一中学课程表"),
                List.of("班级编号", "class-1"),
                List.of("节次", "周一", "星期二"),
                List.of("午休"),
                List.of("第一节", "语文/t-1/302", "数学\nt-2\n单周\n直播间：一号\n学校直播\n\n英语\nt-3\n双周"),
                List.of("第10节", "自习\n晚自习\nt-1\n时间：19:00-19:40\n周次：1-8"))));
        assertThat(slots)
                .extracting(Slot::period, Slot::subject, Slot::teacherId, Slot::room, Slot::mode, slot -> slot.weeks()
                        .toString())
                .containsExactly(
                        tuple(1, "语文", "t-1", "302", Mode.CLASSROOM, "all"),
                        tuple(1, "数学", "t-2", "", Mode.SCHOOL_LIVE, "odd"),
                        tuple(1, "英语", "t-3", "", Mode.CLASSROOM, "even"),
                        tuple(10, "自习", "t-1", "", Mode.CLASSROOM, "1,2,3,4,5,6,7,8"));
        assertThat(slots.getLast().use()).isEqualTo(Use.EVENING_STUDY);
        assertThat(slots.getLast().start()).isEqualTo(LocalTime.of(19, 0));
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "语文|B3|empty",
                "/|B3|empty",
                "／／|B3|empty",
                "语文/t-1/302/三楼/四楼|B3|line-unknown",
                "语文/王芳|B3|teacher-name-unknown",
                "语文/t-1/方式：飞行|B3|mode",
                "语文/t-1/周次：99|B3|weeks",
                "语文/t-1/时间：8点|B3|line-unknown",
                "语文/t-1/时间：09:00-08:00|B3|end-before-start",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一/t-1|B3|too-long",
                "语文/t-1/点播|B3|empty",
            })
    void what_is_wrong_is_told_with_its_cell(String cell, String address, String code) {
        var part = read(table(List.of("班级编号", "class-1"), List.of("节次", "星期一"), List.of(1, cell)));
        assertThat(part.reading().faults())
                .extracting(fault -> fault.code(), fault -> fault.sheet(), fault -> fault.cell())
                .contains(tuple(code, "七（1）班", address));
    }

    @Test
    void wrong_headings_periods_dates_and_repeats_are_told_at_once() {
        var part = read(table(
                List.of("班级编号", "class-1", "生效日期", "九月七日", "版本", "x"),
                List.of("节次", "星期一", "星期八", "星期一"),
                List.of("早读", "语文/t-1"),
                List.of(2, "语文/t-1"),
                List.of(2, "数学/t-2")));
        assertThat(part.reading().faults())
                .extracting(fault -> fault.cell() + " " + fault.code())
                .containsExactlyInAnyOrder(
                        "D1 date", "F1 version", "C2 grid-heading", "D2 grid-heading", "A3 period", "B5 period-twice");
    }

    @Test
    void a_name_is_looked_up_in_the_files_own_list_and_must_be_of_one_teacher() {
        var teachers = Teachers.of(List.of(new Table(
                Teachers.SHEET,
                List.of(
                        List.of("教师编号", "姓名"),
                        List.of("t-1", "王芳"),
                        List.of("t-2", "李强"),
                        List.of("t-3", "李强"),
                        List.of("t-1", "王芳")))));
        assertThat(teachers.find("王芳").id()).isEqualTo("t-1");
        assertThat(teachers.find("t-9").id()).isEqualTo("t-9");
        var grid = table(List.of("节次", "星期一"), List.of(1, "数学/李强"));
        assertThat(Grid.read(grid, teachers::find, Locale.SIMPLIFIED_CHINESE)
                        .reading()
                        .faults())
                .extracting(fault -> fault.cell() + " " + fault.message())
                .containsExactly("B2 “教师名单”中有 2 位教师叫这个名字；请填写教师编号");
    }

    @Test
    void the_grid_of_a_teacher_names_the_classes_and_a_lesson_of_several_once() {
        var joint = Slot.weekly(DayOfWeek.FRIDAY, 2, LocalTime.of(9, 0), LocalTime.of(9, 40), "音乐", "t-1", "礼堂");
        var other = Slot.weekly(DayOfWeek.FRIDAY, 3, LocalTime.of(10, 0), LocalTime.of(10, 40), "语文", "t-2", "");
        var first = new HeldWeek("c-1", "七（1）班", 1, new Week(MONDAY, MONDAY, false, "", List.of(joint, other)));
        var second = new HeldWeek("c-2", "七（2）班", 1, new Week(MONDAY, MONDAY, false, "", List.of(joint)));
        var grid = Grid.ofTeacher("t-1", List.of(first, second), new Holders(Map.of("c-1", "七（1）班", "c-2", "七（2）班")));
        assertThat(Grid.isOfTeacher(grid)).isTrue();
        assertThat(grid.rows()).hasSize(3);
        assertThat(grid.cell(2, 6)).isEqualTo("音乐\nt-1\n教室：礼堂\n班级：七（1）班、七（2）班");
    }
}
