package io.airclass.schedule.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.schedule.broadcast.Reception.Entry;
import io.airclass.schedule.broadcast.Reception.Kind;
import io.airclass.testkit.Races;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes that schools put in, page by page. */
class PutInTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Instant AT = Instant.parse("2026-11-23T01:00:00Z");

    private final PutIn putIn = new PutIn();

    private static Reception said(String broadcastId, String county, String schoolId, String... in) {
        return new Reception(
                broadcastId,
                schoolId,
                List.of("root", county, schoolId),
                Stream.concat(
                                Stream.of(new Entry("出去的", Kind.OUT, DAY, null, "停电", "校长", AT, null, null)),
                                Stream.of(in).map(id -> new Entry(id, Kind.IN, DAY, DAY, "", "校长", AT, "校长", AT)))
                        .toList(),
                List.of(),
                AT);
    }

    @Test
    void a_page_has_those_that_come_after_an_id_in_their_order_and_no_more_than_it_holds() {
        putIn.there(said("broadcast-1", "兴义", "一中", "c-3", "c-1"));
        putIn.there(said("broadcast-1", "安龙", "二中", "c-2", "c-4"));
        putIn.there(said("broadcast-2", "安龙", "二中", "c-9"));

        assertThat(putIn.after("broadcast-1", "", 3)).containsExactly("c-1", "c-2", "c-3");
        assertThat(putIn.after("broadcast-1", "c-3", 3)).containsExactly("c-4");
        assertThat(putIn.after("broadcast-1", "安龙", "", 3)).containsExactly("c-2", "c-4");
        assertThat(putIn.after("broadcast-1", "一中", "c-1", 3)).containsExactly("c-3");
        assertThat(putIn.after("broadcast-1", "望谟", "", 3)).isEmpty();
        assertThat(putIn.after("broadcast-3", "", 3)).isEmpty();
    }

    @Test
    void what_is_past_is_there_no_more() {
        var first = said("broadcast-1", "兴义", "一中", "c-1");
        putIn.there(first);
        putIn.there(said("broadcast-1", "兴义", "三中", "c-2"));

        putIn.gone(first);

        assertThat(putIn.after("broadcast-1", "", 9)).containsExactly("c-2");
        assertThat(putIn.after("broadcast-1", "一中", "", 9)).isEmpty();
    }

    @Test
    void a_school_that_moved_is_under_the_old_organisation_no_more() {
        var before = said("broadcast-1", "兴义", "一中", "c-1");
        var now = said("broadcast-1", "安龙", "一中", "c-1", "c-2");
        putIn.there(before);
        putIn.there(now);
        putIn.left(before, now);

        assertThat(putIn.after("broadcast-1", "兴义", "", 9)).isEmpty();
        assertThat(putIn.after("broadcast-1", "安龙", "", 9)).containsExactly("c-1", "c-2");
        assertThat(putIn.after("broadcast-1", "一中", "", 9)).containsExactly("c-1", "c-2");
        assertThat(putIn.after("broadcast-1", "", 9)).containsExactly("c-1", "c-2");
    }

    @Test
    void what_many_put_in_and_take_along_at_once_is_not_lost() {
        Races.of(16, i -> () -> {
            IntStream.range(0, 200).forEach(n -> {
                var passing = said("broadcast-1", "兴义", "学校" + i, "past-" + i);
                putIn.there(passing);
                putIn.there(said("broadcast-1", "兴义", "学校" + i, "c-" + i + "-" + n));
                putIn.gone(passing);
            });
            return true;
        });

        assertThat(putIn.after("broadcast-1", "兴义", "", 10_000)).hasSize(16 * 200);
    }
}
