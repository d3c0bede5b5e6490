package io.airclass.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.airclass.schedule.timetable.TimetableCsv.Reading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableCsvTest {
    private static final String HEADER = "weekday,period,start,end,subject,teacherId,room\r\n";
    private static final String LINE = "1,1,08:00,08:40,语文,t-1,七（1）班教室\r\n";
    private static final Slot SLOT =
            Slot.weekly(DayOfWeek.MONDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), "语文", "t-1", "七（1）班教室");

    private static Reading read(String text) {
        return TimetableCsv.read(text.getBytes(StandardCharsets.UTF_8), Locale.ENGLISH)
                .orElseThrow();
    }

    private static List<Slot> slots(Reading reading) {
        return reading.rows().stream().map(TimetableCsv.Row::slot).toList();
    }

    @Test
    void a_file_is_read_in_utf_8_with_and_without_mark_and_in_gb18030() {
        var text = HEADER + LINE;
        assertThat(slots(read(text))).containsExactly(SLOT);
        assertThat(slots(read("\uFEFF" + text))).containsExactly(SLOT);
        var gb = TimetableCsv.read(text.getBytes(Charset.forName("GB18030")), Locale.ENGLISH);
        assertThat(slots(gb.orElseThrow())).containsExactly(SLOT);
    }

    @Test
    void columns_may_stand_in_any_order_lines_end_in_any_way_and_cells_be_quoted() {
        var reading =
                read("Room,TEACHERID,subject,end,start,period,weekday\n\"实验室, 2\", t-2 ,\"物\"\"理\",9:30,8:50,2,7\n\n");
        assertThat(reading.faults()).isEmpty();
        assertThat(slots(reading))
                .containsExactly(Slot.weekly(
                        DayOfWeek.SUNDAY, 2, LocalTime.of(8, 50), LocalTime.of(9, 30), "物\"理", "t-2", "实验室, 2"));
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1,08:00,08:40,语文,t-1,r|weekday|weekday",
                "8,1,08:00,08:40,语文,t-1,r|weekday|weekday",
                "八,1,08:00,08:40,语文,t-1,r|weekday|weekday",
                "-1,1,08:00,08:40,语文,t-1,r|weekday|weekday",
                ",1,08:00,08:40,语文,t-1,r|weekday|empty",
                "1,0,08:00,08:40,语文,t-1,r|period|period",
                "1,21,08:00,08:40,语文,t-1,r|period|period",
                "1,999999999999,08:00,08:40,语文,t-1,r|period|period",
                "1,1,24:00,08:40,语文,t-1,r|start|time",
                "1,1,8点,08:40,语文,t-1,r|start|time",
                "1,1,08:60,08:40,语文,t-1,r|start|time",
                "1,1,08:00,08:40:00,语文,t-1,r|end|time",
                "1,1,08:00,,语文,t-1,r|end|empty",
                "1,1,08:00,08:00,语文,t-1,r|end|end-before-start",
                "1,1,08:00,07:59,语文,t-1,r|end|end-before-start",
                "1,1,08:00,08:40,,t-1,r|subject|empty",
                "1,1,08:00,08:40,一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一,t-1,r|subject|too-long",
                "1,1,08:00,08:40,语\u0007文,t-1,r|subject|control-character",
                "1,1,08:00,08:40,语文,,r|teacherId|empty",
                "1,1,08:00,08:40,语文,老师,r|teacherId|id",
                "1,1,08:00,08:40,语文,../t,r|teacherId|id",
                "1,1,08:00,08:40,语文,t-1||row-length",
                "1,1,08:00,08:40,语文,t-1,r,x||row-length",
            })
    void what_is_wrong_is_told_with_its_cell(String line, String column, String code) {
        var faults = read(HEADER + LINE.replace("1,1,", "2,1,") + line + "\r\n").faults();
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.row()).isEqualTo(3);
            assertThat(fault.column()).isEqualTo(column == null ? "" : column);
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.message()).isNotBlank();
        });
    }

    @Test
    void all_faults_are_told_at_once_in_the_readers_language() {
        var bytes = (HEADER + "9,1,x,08:40,,t-1,r\n1,1,08:00,08:40,语文,t-1,r\n1,1,09:00,09:40,数学,t-1,r\n")
                .getBytes(StandardCharsets.UTF_8);
        var faults = TimetableCsv.read(bytes, Locale.SIMPLIFIED_CHINESE)
                .orElseThrow()
                .faults();
        assertThat(faults)
                .extracting(CellFault::row, CellFault::column, CellFault::message)
                .containsExactly(
                        tuple(2L, "weekday", "应为 1 至 7 的数字（1 为星期一）"),
                        tuple(2L, "start", "应为 HH:mm 格式的时间"),
                        tuple(2L, "subject", "不能为空"),
                        tuple(4L, "period", "同一天的同一节次出现了两次"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weekday,period,start,end,teacherId,room,means|subject|column-missing",
                "weekday,period,start,end,subject,teacherId,room,note|note|column-unknown",
                "weekday,period,start,end,subject,teacherId,room,Room|room|column-twice",
            })
    void a_header_that_is_not_ours_is_told(String header, String column, String code) {
        assertThat(read(header + "\n" + LINE).faults())
                .extracting(CellFault::row, CellFault::column, CellFault::code)
                .containsExactly(tuple(1L, column, code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n"})
    void a_file_without_a_header_lacks_every_column(String text) {
        assertThat(read(text).faults()).hasSize(TimetableCsv.COLUMNS.size());
    }

    @Test
    void chinese_headings_and_words_are_read_and_times_may_be_left_to_the_bells() {
        var reading = read("""
                星期,节次,科目,教师,方式,途径,类别,周次,合班,直播间,走班
                周三,1,英语,t-2,学校直播,,,单周,,第一直播间,
                星期三,1,科学,,电视,CETV-4,,双周,,,否
                日,9,选修,,,,课后服务,"1-8,10",,,是
                """);
        assertThat(reading.faults()).isEmpty();
        assertThat(reading.rows()).noneMatch(TimetableCsv.Row::timed);
        assertThat(slots(reading))
                .extracting(
                        Slot::weekday,
                        Slot::mode,
                        Slot::means,
                        Slot::use,
                        slot -> slot.weeks().toString(),
                        Slot::studio,
                        Slot::open)
                .containsExactly(
                        tuple(DayOfWeek.WEDNESDAY, Mode.SCHOOL_LIVE, "", Use.LESSON, "odd", "第一直播间", false),
                        tuple(DayOfWeek.WEDNESDAY, Mode.TV, "CETV-4", Use.LESSON, "even", "", false),
                        tuple(DayOfWeek.SUNDAY, Mode.CLASSROOM, "", Use.AFTER_SCHOOL, "1,2,3,4,5,6,7,8,10", "", true));
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1,1,语文,t-1,广播,,,,,|mode|mode",
                "1,1,语文,,TV,,,,,|means|empty",
                "1,1,语文,,SELF_STUDY,,,,,|means|empty",
                "1,1,语文,t-1,,,晚餐,,,|use|use",
                "1,1,语文,t-1,,,,8-1,,|weeks|weeks",
                "1,1,语文,t-1,,,,31,,|weeks|weeks",
                "1,1,语文,t-1,,,,1--2,,|weeks|weeks",
                "1,1,语文,t-1,,,,,也许,|open|yes-or-no",
                "1,1,语文,,,,,,,|teacherId|empty"
            })
    void a_word_that_is_none_is_told(String line, String column, String code) {
        var faults = read("weekday,period,subject,teacherId,mode,means,use,weeks,open,joint\n" + line + "\n")
                .faults();
        assertThat(faults).extracting(CellFault::column, CellFault::code).containsExactly(tuple(column, code));
    }

    @Test
    void a_quotation_mark_that_is_not_closed_is_told() {
        assertThat(read(HEADER + "1,1,08:00,08:40,语文,t-1,\"r\n" + LINE).faults())
                .isNotEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_told() {
        assertThat(TimetableCsv.read(new byte[] {(byte) 0xFF, (byte) 0xFF, 1}, Locale.ENGLISH))
                .isEmpty();
        assertThat(TimetableCsv.read((HEADER + "\0").getBytes(StandardCharsets.UTF_8), Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void rows_and_faults_are_bounded() {
        var line = "1,99,08:00,08:40,语文,t-1,r\n";
        assertThat(read(HEADER + line.repeat(500)).faults()).hasSize(TimetableCsv.FAULTS_MAX);
    }
}
