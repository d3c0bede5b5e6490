package io.airclass.schedule.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.ids.Ids;
import io.airclass.schedule.filing.FilingContent.Bundle;
import io.airclass.schedule.filing.FilingContent.Member;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableVersion;
import io.airclass.schedule.timetable.VersionHead;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HashRulesTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-09-07");

    private final List<VersionHead> heads = new ArrayList<>();
    private final Map<String, TimetableVersion> contents = new HashMap<>();

    private static Slot slot(int weekday, int period, String subject) {
        return Slot.weekly(
                DayOfWeek.of(weekday),
                period,
                LocalTime.of(7 + period, 0),
                LocalTime.of(7 + period, 40),
                subject,
                "wang-fang",
                "七（1）班教室");
    }

    private void version(LocalDate first, LocalDate last, boolean temporary, Slot... slots) {
        int number = heads.size() + 1;
        heads.add(new VersionHead(
                number, "v" + number, first, last, temporary, "", slots.length, "", "", "", Instant.EPOCH, false));
        contents.put(
                "v" + number,
                new TimetableVersion("v" + number, "class-1", number, first, last, List.of(slots), List.of()));
    }

    private Optional<String> hash(LocalDate monday) {
        return HashRules.ofWeek(monday, heads, contents);
    }

    @Test
    void a_class_without_a_version_in_the_week_has_none() {
        version(MONDAY.plusDays(7), MONDAY.plusDays(70), false, slot(1, 1, "语文"));
        assertThat(hash(MONDAY)).isEmpty();
        assertThat(hash(MONDAY.plusDays(7))).isPresent();
    }

    @Test
    void neither_the_dates_nor_the_order_of_the_lessons_nor_the_version_is_in_it() {
        version(MONDAY, MONDAY.plusDays(100), false, slot(1, 1, "语文"), slot(2, 1, "数学"));
        var first = hash(MONDAY);
        assertThat(hash(MONDAY.plusWeeks(1))).isEqualTo(first);
        version(MONDAY.plusDays(2), MONDAY.plusDays(100), false, slot(2, 1, "数学"), slot(1, 1, "语文"));
        assertThat(hash(MONDAY)).isEqualTo(first);
    }

    @Test
    void another_lesson_room_or_time_is_another_hash() {
        version(MONDAY, MONDAY.plusDays(100), false, slot(1, 1, "语文"));
        var before = hash(MONDAY);
        version(MONDAY, MONDAY.plusDays(100), false, slot(1, 1, "英语"));
        var english = hash(MONDAY);
        version(MONDAY, MONDAY.plusDays(100), false, slot(1, 2, "语文"));
        assertThat(List.of(before, english, hash(MONDAY))).doesNotHaveDuplicates();
    }

    @Test
    void an_exam_week_changes_its_own_week_alone() {
        version(MONDAY, MONDAY.plusDays(100), false, slot(1, 1, "语文"));
        var ordinary = hash(MONDAY);
        version(MONDAY.plusDays(9), MONDAY.plusDays(10), true, slot(3, 1, "期中考试"));
        assertThat(hash(MONDAY)).isEqualTo(ordinary);
        assertThat(hash(MONDAY.plusWeeks(1))).isPresent().isNotEqualTo(ordinary);
        assertThat(hash(MONDAY.plusWeeks(2))).isEqualTo(ordinary);
        assertThat(HashRules.inForce(MONDAY.plusWeeks(1), heads)).hasSize(2);
    }

    @Test
    void a_timetable_that_ends_in_the_week_is_not_one_that_goes_on() {
        version(MONDAY, MONDAY.plusDays(2), false, slot(1, 1, "语文"));
        var ending = hash(MONDAY);
        heads.clear();
        version(MONDAY, MONDAY.plusDays(6), false, slot(1, 1, "语文"));
        assertThat(hash(MONDAY)).isNotEqualTo(ending);
    }

    @Test
    void a_bundles_hash_is_that_of_its_members_hashes_in_the_order_of_their_ids() {
        var bundle = HashRules.bundle(
                new TreeMap<>(Map.of("class-2", "bb", "class-1", "aa")).descendingMap(),
                List.of("class-3", "class-1", "class-2"));
        assertThat(bundle)
                .isEqualTo(new Bundle(
                        List.of(new Member("class-1", "aa"), new Member("class-2", "bb")), List.of("class-3")));
        assertThat(HashRules.of(bundle)).isEqualTo(Ids.sha256Hex("aa\nbb".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_difference_names_what_was_added_removed_and_changed() {
        var before = HashRules.bundle(Map.of("class-1", "aa", "class-2", "bb", "class-3", "cc"), List.of());
        var after = HashRules.bundle(Map.of("class-1", "aa", "class-2", "xx", "class-4", "dd"), List.of());
        assertThat(ChangeRules.between(before, after))
                .isEqualTo(new ChangeRules.Changes(List.of("class-4"), List.of("class-3"), List.of("class-2")));
        assertThat(ChangeRules.between(before, before).isNone()).isTrue();
    }
}
