package io.airclass.schedule.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.schedule.FilingAcknowledgedV1;
import io.airclass.contracts.schedule.FilingKind;
import io.airclass.contracts.schedule.FilingMadeV1;
import io.airclass.contracts.schedule.FilingOverdueV1;
import io.airclass.contracts.schedule.FilingStaleV1;
import io.airclass.kit.decide.Decision;
import io.airclass.schedule.filing.Filing.Filed;
import io.airclass.schedule.filing.Filing.Place;
import io.airclass.schedule.filing.Filing.TakenBack;
import io.airclass.schedule.filing.FilingRules.Content;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilingRulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DUE = LocalDate.parse("2020-02-20");
    private static final String ID = "call-1~school-1~2020-02-24";
    private static final Receiver COUNTY = new Receiver("county-1", "基教科");
    private static final Receiver CITY = new Receiver("city-1", "职成处");
    private static final Place PLACE = new Place(
            "call-1",
            "school-1",
            OrgType.SCHOOL,
            List.of("root", "city-1", "county-1", "school-1"),
            FilingKind.TIMETABLES,
            LocalDate.parse("2020-02-24"),
            null,
            DUE,
            CallRules.deadline(DUE, SHANGHAI),
            "call-1~county-1~2020-02-24",
            true,
            false,
            List.of(COUNTY, CITY));
    private static final Instant IN_TIME = at("2020-02-19T10:00:00");
    private static final Instant AFTER = at("2020-02-21T10:00:00");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    private static Content content(String hash) {
        return new Content("content-" + hash, hash, 2, 0, null);
    }

    private static Filed filed(Filing current, String hash, Instant at) {
        return (Filed) next(FilingRules.file(ID, current, content(hash), "principal-1", at));
    }

    private static Filing next(Decision<Filing> decision) {
        return accepted(decision).next();
    }

    private static Decision.Accepted<Filing> accepted(Decision<Filing> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted<Filing>) decision;
    }

    private static PublishedEvent event(Decision<Filing> decision) {
        return accepted(decision).events().getFirst();
    }

    private static String slug(Decision<Filing> decision) {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        return ((Decision.Rejected<Filing>) decision).rejection().slug();
    }

    @ParameterizedTest
    @CsvSource({
        "2020-02-20T00:00:00, ON_TIME",
        "2020-02-20T23:59:58, ON_TIME",
        "2020-02-20T23:59:59, ON_TIME",
        "2020-02-20T23:59:59.999999999, ON_TIME",
        "2020-02-21T00:00:00, LATE",
        "2020-02-21T00:00:01, LATE"
    })
    void a_day_counts_to_its_last_instant_in_shanghai(String local, Standing standing) {
        var decision = FilingRules.file(ID, FilingRules.awaited(PLACE), content("aa"), "principal-1", at(local));

        assertThat(next(decision).standing()).isEqualTo(standing);
        assertThat(((FilingMadeV1) event(decision)).late()).isEqualTo(standing == Standing.LATE);
    }

    @Test
    void the_same_again_changes_nothing_and_another_content_is_a_new_version_that_rewrites_none() {
        var first = filed(FilingRules.awaited(PLACE), "aa", IN_TIME);
        assertThat(FilingRules.file(ID, first, content("aa"), "principal-2", AFTER))
                .isInstanceOf(Decision.Unchanged.class);

        var second = filed(first, "bb", AFTER);
        assertThat(second.versions()).hasSize(2).first().isEqualTo(first.last());
        assertThat(second.standing()).isEqualTo(Standing.ON_TIME);
        assertThat(second.since()).isEqualTo(IN_TIME);
    }

    @Test
    void nothing_cannot_be_filed_and_what_is_missing_is_told() {
        var awaited = FilingRules.awaited(PLACE);
        assertThat(slug(FilingRules.file(ID, awaited, new Content("c", "aa", 0, 3, null), "p", IN_TIME)))
                .isEqualTo("filing-empty");
        var incomplete = FilingRules.file(ID, awaited, new Content("c", "aa", 2, 1, null), "p", IN_TIME);
        assertThat(((Filed) next(incomplete)).complete()).isFalse();
        var nothingMissing = FilingRules.file(ID, next(incomplete), new Content("d", "aa", 2, 0, null), "p", AFTER);
        assertThat(((Filed) next(nothingMissing)).complete()).isTrue();
        assertThat(((FilingMadeV1) event(incomplete)).complete()).isFalse();
    }

    @Test
    void each_receiver_acknowledges_by_itself_and_only_all_together_are_all() {
        var filed = filed(FilingRules.awaited(PLACE), "aa", IN_TIME);
        var one = FilingRules.acknowledge(ID, filed, COUNTY, 1, "officer-1", AFTER);
        assertThat(((Filed) next(one)).acknowledged()).isFalse();
        assertThat(((FilingAcknowledgedV1) event(one)).byAll()).isFalse();

        var both = FilingRules.acknowledge(ID, next(one), CITY, 1, "officer-2", AFTER);
        assertThat(((Filed) next(both)).acknowledged()).isTrue();
        assertThat(((FilingAcknowledgedV1) event(both)).byAll()).isTrue();
        assertThat(FilingRules.acknowledge(ID, next(both), CITY, 1, "officer-3", AFTER))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(slug(FilingRules.acknowledge(ID, filed, new Receiver("county-1", "体卫艺科"), 1, "o", AFTER)))
                .isEqualTo("filing-receiver-unknown");
    }

    @Test
    void what_is_filed_anew_is_to_be_acknowledged_anew() {
        var filed = filed(FilingRules.awaited(PLACE), "aa", IN_TIME);
        var acknowledged = next(FilingRules.acknowledge(ID, filed, COUNTY, 1, "officer-1", IN_TIME));
        var again = filed(acknowledged, "bb", IN_TIME);

        assertThat(again.receipts()).noneMatch(Receipt::isAcknowledged);
        assertThat(slug(FilingRules.acknowledge(ID, again, COUNTY, 1, "officer-1", IN_TIME)))
                .isEqualTo("filing-refiled");
    }

    @Test
    void who_filed_recalls_until_all_have_acknowledged_and_then_only_a_receiver_returns() {
        var filed = filed(FilingRules.awaited(PLACE), "aa", IN_TIME);
        var once = next(FilingRules.acknowledge(ID, filed, COUNTY, 1, "officer-1", IN_TIME));
        assertThat(((TakenBack) next(FilingRules.recall(ID, once, "有误", "principal-1", IN_TIME))).returned())
                .isFalse();

        var twice = next(FilingRules.acknowledge(ID, once, CITY, 1, "officer-2", IN_TIME));
        assertThat(slug(FilingRules.recall(ID, twice, "有误", "principal-1", IN_TIME)))
                .isEqualTo("filing-acknowledged");
        assertThat(((TakenBack) next(FilingRules.giveBack(ID, twice, "请补全", "officer-2", IN_TIME))).returned())
                .isTrue();
        assertThat(slug(FilingRules.recall(ID, FilingRules.awaited(PLACE), "有误", "principal-1", IN_TIME)))
                .isEqualTo("filing-not-filed");
    }

    @Test
    void what_was_taken_back_and_is_filed_after_the_day_is_late() {
        var filed = filed(FilingRules.awaited(PLACE), "aa", IN_TIME);
        var back = next(FilingRules.recall(ID, filed, "有误", "principal-1", IN_TIME));
        assertThat(back.standing()).isEqualTo(Standing.NOT_FILED);

        var again = filed(back, "aa", AFTER);
        assertThat(again.standing()).isEqualTo(Standing.LATE);
        assertThat(again.last().number()).isEqualTo(2);
    }

    @Test
    void it_is_told_once_that_a_day_is_over() {
        var awaited = FilingRules.awaited(PLACE);
        var deadline = PLACE.deadline();
        assertThat(FilingRules.overdue(ID, awaited, true, deadline.minusMillis(1)))
                .isInstanceOf(Decision.Unchanged.class);
        var told = FilingRules.overdue(ID, awaited, true, deadline);
        assertThat(event(told)).isInstanceOf(FilingOverdueV1.class);
        assertThat(FilingRules.overdue(ID, next(told), true, deadline)).isInstanceOf(Decision.Unchanged.class);
        assertThat(FilingRules.overdue(ID, filed(awaited, "aa", IN_TIME), true, deadline))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(accepted(FilingRules.overdue(ID, awaited, false, deadline)).events())
                .isEmpty();
    }

    @Test
    void it_is_told_once_that_something_is_stale_and_nothing_when_it_is_so_no_longer() {
        var filed = filed(FilingRules.awaited(PLACE), "aa", IN_TIME);
        assertThat(FilingRules.compare(ID, filed, false)).isInstanceOf(Decision.Unchanged.class);
        var stale = FilingRules.compare(ID, filed, true);
        assertThat(event(stale)).isInstanceOf(FilingStaleV1.class);
        assertThat(FilingRules.compare(ID, (Filed) next(stale), true)).isInstanceOf(Decision.Unchanged.class);
        assertThat(accepted(FilingRules.compare(ID, (Filed) next(stale), false)).events())
                .isEmpty();
    }

    @Test
    void versions_are_bounded() {
        Filing filing = FilingRules.awaited(PLACE);
        for (int i = 0; i < FilingRules.VERSIONS_MAX; i++) {
            filing = filed(filing, "h" + i, IN_TIME);
        }
        assertThat(slug(FilingRules.file(ID, filing, content("more"), "p", IN_TIME)))
                .isEqualTo("filing-versions-full");
    }

    @Test
    void a_receipt_number_is_readable_and_of_this_version_alone() {
        var number = FilingRules.receiptNumber("2019-2020", ID, 1);
        assertThat(number).matches("2019-2020(-[0-9A-HJKMNP-TV-Z]{4}){3}");
        assertThat(FilingRules.receiptNumber("2019-2020", ID, 1)).isEqualTo(number);
        assertThat(FilingRules.receiptNumber("2019-2020", ID, 2)).isNotEqualTo(number);
    }

    @Test
    void the_on_time_rate_has_four_decimals() {
        assertThat(new Counts(253, 245, 5, 3, 0, 0, 0, 0).onTimeRate()).contains(new BigDecimal("0.9684"));
        assertThat(new Counts(3, 2, 1, 0, 0, 0, 0, 0).onTimeRate()).contains(new BigDecimal("0.6667"));
        assertThat(Counts.NONE.onTimeRate()).isEmpty();
    }
}
