package io.airclass.schedule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.kit.tables.Table;
import io.airclass.schedule.catalogue.ResourceList.Read;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceListTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String TV = "频道,日期,开始,结束,节目,年级,学科";

    private static Read read(String... lines) {
        return ResourceList.read(
                new Table(
                        "节目单",
                        Arrays.stream(lines)
                                .map(line -> List.of(line.split(",", -1)))
                                .toList()),
                ZONE,
                Locale.SIMPLIFIED_CHINESE);
    }

    private static List<String> faults(Read read) {
        return read.faults().stream()
                .map(fault -> fault.cell() + " " + fault.code())
                .toList();
    }

    @Test
    void a_programme_has_channel_day_and_times_local_to_the_school() {
        var read =
                read(TV, "中国教育电视台4频道,2026年9月7日,10:00,10:20,有理数,七年级,数学", "", "CETV-4,2026-9-7,23:50,0:10,晚间课堂,高一-高三,语文");
        assertThat(read.faults()).isEmpty();
        var first = read.rows().getFirst().asked();
        assertThat(first.type()).isEqualTo(ResourceType.TV);
        assertThat(first.stage()).isEqualTo(Stage.JUNIOR);
        assertThat(first.grades()).containsExactly(7);
        assertThat(first.broadcast().startsAt()).isEqualTo(Instant.parse("2026-09-07T02:00:00Z"));
        assertThat(first.broadcast().endsAt()).isEqualTo(Instant.parse("2026-09-07T02:20:00Z"));
        var second = read.rows().get(1);
        assertThat(second.number()).isEqualTo(4);
        assertThat(second.asked().grades()).containsExactly(10, 11, 12);
        assertThat(second.asked().broadcast().endsAt()).isEqualTo(Instant.parse("2026-09-07T16:10:00Z"));
    }

    @Test
    void a_page_has_an_address_and_is_offered_to_the_end_of_its_last_day() {
        var read = read(
                "标题,学段,年级,学科,类型,教材版本,单元,链接,开放日期,截止日期,时长",
                "有理数的加法,初中,7,数学,云课堂,人教版,第一单元,https://ykt.eduyun.cn/7,2026-02-17,2026-02-28,20");
        assertThat(read.faults()).isEmpty();
        var asked = read.rows().getFirst().asked();
        assertThat(asked.availableFrom()).isEqualTo(Instant.parse("2026-02-16T16:00:00Z"));
        assertThat(asked.availableUntil()).isEqualTo(Instant.parse("2026-02-28T16:00:00Z"));
        assertThat(asked.unit().grade()).isEqualTo(7);
        assertThat(asked.minutes()).isEqualTo(20);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CETV-4,2026-9-31,10:00,10:20,有理数,7,数学|B2 date",
                "CETV-4,昨天,10:00,10:20,有理数,7,数学|B2 date",
                "CETV-4,,10:00,10:20,有理数,7,数学|B2 empty",
                "CETV-4,2026-9-7,25:00,10:20,有理数,7,数学|C2 time",
                "CETV-4,2026-9-7,10:00,,有理数,7,数学|D2 empty",
                "CETV-4,2026-9-7,10:00,10:20,,7,数学|E2 empty",
                "CETV-4,2026-9-7,10:00,10:20,有理数,13,数学|F2 grades",
                "CETV-4,2026-9-7,10:00,10:20,有理数,9-7,数学|F2 grades",
                "CETV-4,2026-9-7,10:00,10:20,有理数,7,|G2 empty",
                ",2026-9-7,10:00,10:20,有理数,7,数学|A2 type",
            })
    void what_is_wrong_is_told_with_its_cell(String line, String fault) {
        assertThat(faults(read(TV, line))).contains(fault);
    }

    @Test
    void headings_that_are_missing_twice_or_unknown_are_told_before_any_row() {
        assertThat(faults(read("标题,节目,价格", "a,b,c")))
                .containsExactly("B1 column-twice", "C1 column-unknown", "A1 column-missing");
        assertThat(faults(read(TV))).containsExactly("A1 rows-none");
    }

    @Test
    void the_same_thing_twice_in_a_list_is_told_and_has_the_same_key_in_each_list() {
        var line = "CETV-4,2026-9-7,10:00,10:20,%s,7,%s";
        var read = read(TV, line.formatted("有理数", "数学"), line.formatted("有理数（更正）", "数学"));
        assertThat(read.faults().getFirst().message()).isEqualTo("与第 2 行是同一项");
        assertThat(read(TV, line.formatted("有理数", "数学")).rows().getFirst().key())
                .isEqualTo(
                        read(TV, line.formatted("更正", "语文")).rows().getFirst().key())
                .isNotEqualTo(read(TV, line.replace("10:00", "10:01").formatted("有理数", "数学"))
                        .rows()
                        .getFirst()
                        .key());
        assertThat(read("编号," + TV, "a-1," + line.formatted("有理数", "数学"))
                        .rows()
                        .getFirst()
                        .key())
                .isEqualTo(read("编号," + TV, "a-1," + line.replace("9-7", "9-8").formatted("有理数", "数学"))
                        .rows()
                        .getFirst()
                        .key());
    }
}
