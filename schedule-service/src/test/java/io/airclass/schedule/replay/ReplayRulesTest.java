package io.airclass.schedule.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.decide.Decision.Accepted;
import io.airclass.kit.decide.Decision.Rejected;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.replay.Replay.Deleted;
import io.airclass.schedule.replay.Replay.Kept;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayRulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant ENDED = Instant.parse("2026-09-07T01:40:00Z");
    private static final Instant EXPIRES = Instant.parse("2026-12-07T01:40:00Z");
    private static final Instant LATEST = Instant.parse("2028-09-07T01:40:00Z");
    private static final Shown LESSON =
            new Shown("c~20260907~3", List.of("c"), "school", List.of("root", "school"), "wang-fang");
    private static final Content FILE =
            new Content("blob-1", null, null, "语文.mp4", "video/mp4", 1000, "ab".repeat(32), 2400);
    private static final Kept KEPT = ReplayRules.kept(LESSON, FILE, EXPIRES, "wang-fang", ENDED);

    @ParameterizedTest
    @CsvSource({
        "2026-09-07T01:40:00Z, 3, 2026-12-07T01:40:00Z",
        "2026-11-30T01:40:00Z, 3, 2027-02-28T01:40:00Z",
        "2026-11-30T17:00:00Z, 3, 2027-02-28T17:00:00Z",
        "2027-11-29T16:30:00Z, 3, 2028-02-28T16:30:00Z",
        "2026-08-31T01:40:00Z, 6, 2027-02-28T01:40:00Z"
    })
    void months_are_those_of_the_calendar_at_the_place(Instant ended, int months, Instant expires) {
        assertThat(ReplayRules.monthsAfter(ended, months, SHANGHAI)).isEqualTo(expires);
    }

    @Test
    void it_can_be_watched_in_its_last_second_and_not_in_the_next() {
        assertThat(KEPT.expiresAt()).isEqualTo(ReplayRules.monthsAfter(ENDED, 3, SHANGHAI));
        assertThat(KEPT.isOver(EXPIRES.minusSeconds(1))).isFalse();
        assertThat(KEPT.isOver(EXPIRES.minusMillis(1))).isFalse();
        assertThat(KEPT.isOver(EXPIRES)).isTrue();
        assertThat(KEPT.isOver(EXPIRES.plusSeconds(1))).isTrue();
    }

    @Test
    void that_it_will_be_deleted_is_due_to_be_told_seven_days_before() {
        assertThat(KEPT.dueAt()).isEqualTo(EXPIRES.minus(Duration.ofDays(7)));
        assertThat(ReplayRules.noticed(KEPT).dueAt()).isEqualTo(EXPIRES);
        assertThat(ReplayRules.expiring("replay-1", KEPT).teacherId()).isEqualTo("wang-fang");
    }

    private static String refusal(Decision<Replay> decision) {
        return decision instanceof Rejected<Replay>(Rejection rejection) ? rejection.slug() : "";
    }

    private static Decision<Replay> pin(Replay replay, Instant until, Instant at) {
        return ReplayRules.pin(replay, until, LATEST, at);
    }

    @Test
    void it_is_pinned_longer_and_not_shorter_than_the_policy_nor_for_ever() {
        var longer = EXPIRES.plus(Duration.ofDays(100));
        var pinned = (Kept) ((Accepted<Replay>) pin(KEPT, longer, ENDED)).next();

        assertThat(pinned.expiresAt()).isEqualTo(longer);
        assertThat(pinned.dueAt()).isEqualTo(longer.minus(Duration.ofDays(7)));
        assertThat(refusal(pin(KEPT, EXPIRES.minusMillis(1), ENDED))).isEqualTo("pin-out-of-range");
        assertThat(pin(KEPT, EXPIRES, ENDED)).isInstanceOf(Decision.Unchanged.class);
        assertThat(refusal(pin(KEPT, LATEST, ENDED))).isEmpty();
        assertThat(refusal(pin(KEPT, LATEST.plusMillis(1), ENDED))).isEqualTo("pin-out-of-range");
        assertThat(((Accepted<Replay>) pin(pinned, EXPIRES, ENDED)).next()).isEqualTo(KEPT);
        assertThat(refusal(pin(KEPT, longer, EXPIRES))).isEqualTo("replay-gone");
    }

    @Test
    void pinned_after_the_notice_it_is_told_again_before_the_new_end() {
        var noticed = ReplayRules.noticed(KEPT);
        var pinned = (Kept)
                ((Accepted<Replay>) pin(noticed, EXPIRES.plus(Duration.ofDays(30)), EXPIRES.minusSeconds(60))).next();

        assertThat(pinned.noticed()).isFalse();
        assertThat(pinned.dueAt()).isEqualTo(EXPIRES.plus(Duration.ofDays(23)));
    }

    @Test
    void deleted_it_leaves_a_record_of_what_it_was_when_and_by_whom() {
        var deleted = (Deleted) ((Accepted<Replay>)
                        ReplayRules.delete(KEPT, Optional.of("wang-fang"), EXPIRES, EXPIRES.plusSeconds(60)))
                .next();

        assertThat(deleted.gone()).isFalse();
        assertThat(deleted.dueAt()).isEqualTo(EXPIRES.plusSeconds(60));
        assertThat(deleted.content().sha256()).isEqualTo(FILE.sha256());
        assertThat(ReplayRules.gone(deleted)).isEqualTo(new Deleted(LESSON, FILE, EXPIRES, "wang-fang", true, null));
        assertThat(ReplayRules.delete(deleted, Optional.empty(), EXPIRES, EXPIRES))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(ReplayRules.told("replay-1", deleted).byPerson()).isTrue();
    }

    @Test
    void only_what_can_be_seen_or_heard_is_a_replay() {
        assertThat(ReplayRules.notTaken(new StoredFile("b", 10, "x", "video/mp4")))
                .isEmpty();
        assertThat(ReplayRules.notTaken(new StoredFile("b", 10, "x", "audio/mpeg")))
                .isEmpty();
        assertThat(ReplayRules.notTaken(new StoredFile("b", 0, "x", "video/mp4")))
                .get()
                .extracting(Rejection::slug)
                .isEqualTo("replay-empty");
        assertThat(ReplayRules.notTaken(new StoredFile("b", 10, "x", "text/html")))
                .get()
                .extracting(Rejection::status)
                .isEqualTo(415);
    }

    @Test
    void without_a_policy_it_is_what_the_setting_says() {
        assertThat(ReplayRules.keptMonths(List.of(), 3)).isEqualTo(3);
    }
}
