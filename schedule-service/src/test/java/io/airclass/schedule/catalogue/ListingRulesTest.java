package io.airclass.schedule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingRulesTest {
    private static final Origin ORIGIN = new Origin("xingyi", List.of("root", "xingyi"), "wang-fang", Instant.EPOCH);

    private static Item item(String edition, Unit unit, String title, String description) {
        return new Item(
                Stage.JUNIOR,
                List.of(),
                "数学",
                ResourceType.VIDEO,
                edition,
                unit,
                title,
                description,
                0,
                new Source.Link("https://eduyun.cn/1"),
                null,
                null);
    }

    /** Against a table of all choices, made in another way. */
    @Test
    void every_choice_of_its_facets_finds_it_and_no_other_does() {
        var unit = new Unit(7, "第一单元");
        var keys = ListingRules.listing(item("人教版", unit, "有理数", ""), ORIGIN).keys();
        assertThat(keys).hasSize(32).doesNotHaveDuplicates();
        for (Stage stage : new Stage[] {null, Stage.JUNIOR, Stage.PRIMARY}) {
            for (String subject : new String[] {null, "数学", "语文"}) {
                for (ResourceType type : new ResourceType[] {null, ResourceType.VIDEO, ResourceType.AUDIO}) {
                    for (String edition : new String[] {null, "人教版", "浙教版"}) {
                        for (String named : new String[] {null, "第一单元", "第二单元"}) {
                            var chosen = new Facets(stage, subject, type, edition, named);
                            boolean right = stage != Stage.PRIMARY
                                    && !"语文".equals(subject)
                                    && type != ResourceType.AUDIO
                                    && !"浙教版".equals(edition)
                                    && !"第二单元".equals(named);
                            assertThat(keys.contains(ListingRules.key("xingyi", chosen)))
                                    .as("%s", chosen)
                                    .isEqualTo(right);
                            assertThat(keys).doesNotContain(ListingRules.key("anlong", chosen));
                        }
                    }
                }
            }
        }
    }

    @Test
    void a_facet_that_it_does_not_have_is_not_chosen_by() {
        var keys = ListingRules.listing(item(null, null, "有理数", ""), ORIGIN).keys();
        assertThat(keys).hasSize(8);
    }

    @Test
    void a_long_description_takes_no_place_from_the_title() {
        var description = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            description.appendCodePoint(0x4e00 + i);
        }
        var terms = ListingRules.terms(item(null, new Unit(7, "第一单元"), "有理数的加法", description.toString()));
        assertThat(terms).hasSize(ListingRules.TERMS_MAX).contains("有理", "加法", "单元", "法");
    }
}
