package io.airclass.schedule.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallGroupsTest {

    @Test
    void where_no_part_is_small_all_are_told() {
        assertThat(SmallGroups.hidden(Map.of("一班", 40L, "二班", 5L, "没有课的班", 0L))).isEmpty();
    }

    @Test
    void with_a_small_part_goes_the_smallest_other_so_that_subtraction_does_not_tell_it() {
        assertThat(SmallGroups.hidden(Map.of("一班", 40L, "教学点", 3L, "二班", 38L))).isEqualTo(Set.of("教学点", "二班"));
    }

    @Test
    void two_small_parts_that_are_few_together_take_a_third_with_them() {
        assertThat(SmallGroups.hidden(Map.of("甲", 1L, "乙", 2L, "丙", 30L, "丁", 31L)))
                .isEqualTo(Set.of("甲", "乙", "丙"));
        assertThat(SmallGroups.hidden(Map.of("甲", 3L, "乙", 4L, "丙", 30L))).isEqualTo(Set.of("甲", "乙"));
    }

    /** Every sum that can be made of the whole and the told parts, tried out: none tells of one to four students. */
    @Test
    void no_subtraction_tells_of_a_few() {
        var random = new Random(20260907);
        for (int run = 0; run < 2_000; run++) {
            var parts = new HashMap<String, Long>();
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                parts.put("部分" + i, (long) (random.nextInt(4) == 0 ? random.nextInt(6) : random.nextInt(60)));
            }
            long whole = parts.values().stream().mapToLong(Long::longValue).sum();
            var hidden = SmallGroups.hidden(parts);
            if (SmallGroups.isSmall(whole)) {
                continue; // then the whole itself is hidden where it is a part
            }
            List<Long> told = parts.entrySet().stream()
                    .filter(part -> !hidden.contains(part.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            assertThat(told).noneMatch(SmallGroups::isSmall);
            long left = whole - told.stream().mapToLong(Long::longValue).sum();
            assertThat(left).as("%s without %s", parts, hidden).matches(rest -> !SmallGroups.isSmall(rest));
            assertThat(hidden).as("%s", parts).hasSizeGreaterThanOrEqualTo(hidden.isEmpty() ? 0 : 2);
        }
    }
}
