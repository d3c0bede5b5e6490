package io.airclass.launcher.region;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoTimetableTest {
    private final Region region = RegionGenerator.generate(2026);

    @Test
    void each_class_has_35_lessons_a_week_as_its_curriculum_says() {
        for (var schoolClass : region.classes()) {
            var subjects = rows(schoolClass).stream()
                    .collect(Collectors.groupingBy(row -> row.getField("subject"), Collectors.summingInt(row -> 1)));
            assertThat(subjects).isEqualTo(Curriculum.periodsAWeek(schoolClass.grade()));
        }
    }

    @Test
    void no_teacher_and_no_room_is_needed_twice_at_once() {
        var taken = new HashSet<String>();
        for (var schoolClass : region.classes()) {
            for (var row : rows(schoolClass)) {
                var time = row.getField("weekday") + "/" + row.getField("period");
                assertThat(taken.add(row.getField("teacherId") + "@" + time)).isTrue();
                assertThat(taken.add(schoolClass.schoolId() + row.getField("room") + "@" + time))
                        .isTrue();
            }
        }
    }

    @Test
    void lessons_last_forty_minutes_and_periods_do_not_overlap() {
        for (var schoolClass : region.classes()) {
            var end = LocalTime.MIN;
            for (var row : rows(schoolClass)) {
                var start = LocalTime.parse(row.getField("start"));
                end = row.getField("period").equals("1") ? LocalTime.MIN : end;
                assertThat(start).isAfter(end);
                end = LocalTime.parse(row.getField("end"));
                assertThat(end).isEqualTo(start.plusMinutes(40));
            }
        }
    }

    private List<NamedCsvRecord> rows(Region.SchoolClass schoolClass) {
        return CsvReader.builder().ofNamedCsvRecord(DemoTimetable.csv(region, schoolClass)).stream()
                .toList();
    }
}
