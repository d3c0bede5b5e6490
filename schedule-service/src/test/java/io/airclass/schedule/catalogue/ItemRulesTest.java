package io.airclass.schedule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.schedule.catalogue.ItemRules.Checked;
import io.airclass.schedule.catalogue.NewResource.NewBroadcast;
import io.airclass.schedule.catalogue.NewResource.NewUnit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemRulesTest {
    private static final Instant FROM = Instant.parse("2026-02-17T00:00:00Z");
    private static final List<String> HOSTS = List.of("eduyun.cn");

    private static NewResource link(String link) {
        return asked(ResourceType.CLOUD_CLASS, link, null, List.of(7), null, null);
    }

    private static NewResource asked(
            ResourceType type, String link, NewBroadcast broadcast, List<Integer> grades, NewUnit unit, Instant until) {
        return new NewResource(
                Stage.JUNIOR, grades, "数学", type, null, unit, "有理数", null, null, null, link, broadcast, FROM, until);
    }

    private static String refusal(NewResource asked) {
        return switch (ItemRules.check(asked, Optional.empty(), HOSTS)) {
            case Checked.Good _ -> "";
            case Checked.Bad(var rejection) -> rejection.slug();
        };
    }

    private static Item item(NewResource asked) {
        return ((Checked.Good) ItemRules.check(asked, Optional.empty(), HOSTS)).item();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://eduyun.cn",
                "https://ykt.eduyun.cn/lesson?id=1#part",
                "https://YKT.EduYun.cn:443/1",
                "HTTPS://ykt.eduyun.cn/%E6%95%B0"
            })
    void pages_of_allowed_hosts_are_linked_to(String link) {
        assertThat(refusal(link(link))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://noteduyun.cn/1, link-host-not-allowed",
        "https://eduyun.cn.example.com/1, link-host-not-allowed",
        "https://example.com/?x=eduyun.cn, link-host-not-allowed",
        "https://eduyun.cn@example.com/, link-malformed",
        "https://example.com\\@eduyun.cn/, link-malformed",
        "http://ykt.eduyun.cn/1, link-malformed",
        "javascript:alert(1), link-malformed",
        "https://ykt.eduyun.cn:8443/1, link-malformed",
        "//ykt.eduyun.cn/1, link-malformed",
        "https:///1, link-malformed",
        "https://127.0.0.1/1, link-host-not-allowed",
        "'', link-malformed",
        "https://ykt.eduyun.cn/a b, link-malformed"
    })
    void other_links_are_refused(String link, String slug) {
        assertThat(refusal(link(link))).isEqualTo(slug);
    }

    @Test
    void it_is_in_one_place() {
        var tv = new NewBroadcast("中国教育电视台4频道", FROM, FROM.plusSeconds(1200));
        assertThat(refusal(asked(ResourceType.VIDEO, null, null, List.of(), null, null)))
                .isEqualTo("resource-source-not-one");
        assertThat(refusal(asked(ResourceType.TV, "https://eduyun.cn/1", tv, List.of(), null, null)))
                .isEqualTo("resource-source-not-one");
        assertThat(refusal(asked(ResourceType.VIDEO, null, tv, List.of(), null, null)))
                .isEqualTo("resource-broadcast-not-tv");
        assertThat(refusal(asked(ResourceType.TV, "https://eduyun.cn/1", null, List.of(), null, null)))
                .isEqualTo("resource-broadcast-not-tv");
        assertThat(item(asked(ResourceType.TV, null, tv, List.of(), null, null)).availableUntil())
                .isEqualTo(FROM.plusSeconds(1200));
    }

    @ParameterizedTest
    @CsvSource({"-1, resource-time-empty", "0, resource-time-empty", "1, ''"})
    void its_time_is_not_empty(long seconds, String slug) {
        assertThat(refusal(asked(
                        ResourceType.CLOUD_CLASS,
                        "https://eduyun.cn/1",
                        null,
                        List.of(),
                        null,
                        FROM.plusSeconds(seconds))))
                .isEqualTo(slug);
        assertThat(refusal(asked(
                        ResourceType.TV,
                        null,
                        new NewBroadcast("4频道", FROM, FROM.plusSeconds(seconds)),
                        List.of(),
                        null,
                        null)))
                .isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource({"6, grade-not-of-stage", "7, ''", "9, ''", "10, grade-not-of-stage"})
    void its_grades_are_of_its_stage(int grade, String slug) {
        assertThat(refusal(asked(ResourceType.CLOUD_CLASS, "https://eduyun.cn/1", null, List.of(grade), null, null)))
                .isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource({"7, 7, false", "7, 8, true", "9, 8, false"})
    void a_unit_above_all_grades_is_a_warning(int grade, int unitGrade, boolean warned) {
        var item = item(asked(
                ResourceType.CLOUD_CLASS,
                "https://eduyun.cn/1",
                null,
                List.of(grade),
                new NewUnit(unitGrade, "第十一章 三角形"),
                null));
        assertThat(ItemRules.warnings(item).contains("unit-above-grade")).isEqualTo(warned);
    }
}
