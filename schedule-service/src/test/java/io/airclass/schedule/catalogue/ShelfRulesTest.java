package io.airclass.schedule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.schedule.catalogue.Counts.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfRulesTest {
    private static Shelf shelf(String orgId, String subject, ResourceType type, String unit, long count) {
        return new Shelf(orgId, Stage.JUNIOR, subject, type, "人教版", unit, count);
    }

    private static final List<Shelf> SHELVES = List.of(
            shelf("xingyi", "数学", ResourceType.VIDEO, "第一单元", 3),
            shelf("root", "数学", ResourceType.VIDEO, "第一单元", 4),
            shelf("root", "数学", ResourceType.EXERCISE, null, 2),
            shelf("root", "语文", ResourceType.VIDEO, "第一单元", 5),
            shelf("root", "英语", ResourceType.VIDEO, "第一单元", 0));

    @Test
    void shelves_add_up_over_organisations_under_what_is_chosen() {
        var all = ShelfRules.counts(SHELVES, Facets.ANY);
        assertThat(all.total()).isEqualTo(14);
        assertThat(all.exact()).isTrue();
        assertThat(all.subjects()).containsExactly(new Value("数学", 9), new Value("语文", 5));
        assertThat(all.units()).containsExactly(new Value("第一单元", 12));

        var chosen = ShelfRules.counts(SHELVES, new Facets(null, "数学", null, null, null));
        assertThat(chosen.total()).isEqualTo(9);
        assertThat(chosen.types()).containsExactly(new Value("VIDEO", 7), new Value("EXERCISE", 2));
    }

    @Test
    void a_shelf_that_was_not_counted_to_its_end_makes_it_at_least_so_many() {
        var shelves = List.of(
                shelf("root", "数学", ResourceType.VIDEO, null, ShelfRules.COUNT_MAX),
                shelf("root", "语文", ResourceType.VIDEO, null, ShelfRules.COUNT_MAX - 1));
        assertThat(ShelfRules.counts(shelves, Facets.ANY).exact()).isFalse();
        assertThat(ShelfRules.counts(shelves, new Facets(null, "语文", null, null, null))
                        .exact())
                .isTrue();
    }
}
