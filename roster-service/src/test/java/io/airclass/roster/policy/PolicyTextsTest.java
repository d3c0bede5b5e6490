package io.airclass.roster.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.policy.Kind;
import io.airclass.policy.Limit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTextsTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_kind_has_a_chinese_name_of_its_own(Kind kind) {
        assertThat(PolicyTexts.name(kind, Locale.SIMPLIFIED_CHINESE))
                .isNotEqualTo(kind.key())
                .matches(".*\\p{IsHan}.*");
        assertThat(PolicyTexts.name(kind, Locale.ENGLISH)).isEqualTo(kind.meaning());
    }

    @Test
    void no_two_kinds_have_the_same_name() {
        assertThat(Arrays.stream(Kind.values())
                        .map(kind -> PolicyTexts.name(kind, Locale.SIMPLIFIED_CHINESE))
                        .collect(Collectors.toSet()))
                .hasSameSizeAs(Kind.values());
    }

    @Test
    void a_limit_is_told_with_its_unit() {
        assertThat(PolicyTexts.limit(
                        Kind.HOMEWORK_WRITTEN, new Limit.AtMost(new BigDecimal(60)), Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("不超过 60 分钟");
        assertThat(PolicyTexts.limit(Kind.HOMEWORK_WRITTEN, new Limit.AtMost(new BigDecimal(60)), Locale.ENGLISH))
                .isEqualTo("at most 60 minutes");
        assertThat(PolicyTexts.limit(Kind.HOMEWORK_BY_PHONE, new Limit.Forbidden(), Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("不得");
        assertThat(PolicyTexts.limit(Kind.EXAM_LEVELS, new Limit.OneOf(Set.of("4", "5")), Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("只可为 4、5");
    }
}
