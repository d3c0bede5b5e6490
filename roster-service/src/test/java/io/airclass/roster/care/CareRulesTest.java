package io.airclass.roster.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.roster.Connectivity;
import io.airclass.contracts.roster.ConnectivityCount;
import io.airclass.kit.decide.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CareRulesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    private static Contact contact(LocalDate day, String note) {
        return new Contact(day, "teacher-1", ContactHow.PHONE, note, AT);
    }

    private static String outcome(Decision<Care> decision) {
        return switch (decision) {
            case Decision.Accepted<Care> _ -> "accepted";
            case Decision.Unchanged<Care> _ -> "unchanged";
            case Decision.Rejected<Care> rejected -> rejected.rejection().slug();
        };
    }

    @Test
    void one_who_is_abroad_has_a_time_zone_and_nobody_else() {
        var known = Care.NOTHING_STATED;
        assertThat(outcome(CareRules.flag(known, List.of(CareFlag.ABROAD), "Europe/Paris")))
                .isEqualTo("accepted");
        assertThat(outcome(CareRules.flag(known, List.of(CareFlag.ABROAD), null)))
                .isEqualTo("care-time-zone-unfit");
        assertThat(outcome(CareRules.flag(known, List.of(CareFlag.ABROAD), "Mars/Base")))
                .isEqualTo("care-time-zone-unfit");
        assertThat(outcome(CareRules.flag(known, List.of(CareFlag.POOR_FAMILY), "Europe/Paris")))
                .isEqualTo("care-time-zone-unfit");
        assertThat(outcome(CareRules.flag(known, List.of(), null))).isEqualTo("unchanged");
    }

    @Test
    void a_contact_is_of_today_or_the_month_before() {
        assertThat(outcome(CareRules.contact(Care.NOTHING_STATED, contact(TODAY, ""), TODAY)))
                .isEqualTo("accepted");
        assertThat(outcome(CareRules.contact(Care.NOTHING_STATED, contact(TODAY.plusDays(1), ""), TODAY)))
                .isEqualTo("care-contact-day-unfit");
        assertThat(outcome(CareRules.contact(Care.NOTHING_STATED, contact(TODAY.minusMonths(1), ""), TODAY)))
                .isEqualTo("accepted");
        assertThat(outcome(CareRules.contact(
                        Care.NOTHING_STATED, contact(TODAY.minusMonths(1).minusDays(1), ""), TODAY)))
                .isEqualTo("care-contact-day-unfit");
    }

    @Test
    void one_contact_a_day_and_the_last_sixty_are_kept() {
        Care care = Care.NOTHING_STATED;
        for (int i = 0; i < Care.CONTACTS_KEPT_MAX + 5; i++) {
            care = care.with(contact(TODAY.minusDays(100 - i), "第" + i + "次"));
        }
        assertThat(care.contacts()).hasSize(Care.CONTACTS_KEPT_MAX);
        assertThat(care.contacts().getFirst().note()).isEqualTo("第5次");

        Care once = Care.NOTHING_STATED.with(contact(TODAY, "上午"));
        assertThat(once.with(contact(TODAY, "下午")).contacts())
                .extracting(Contact::note)
                .containsExactly("下午");
        assertThat(outcome(CareRules.contact(once, contact(TODAY, "上午"), TODAY)))
                .isEqualTo("unchanged");
    }

    /** 2026-11-16 is a Monday. */
    @Test
    void a_week_is_from_monday_to_sunday() {
        LocalDate monday = LocalDate.parse("2026-11-16");
        assertThat(Care.NOTHING_STATED.with(contact(monday, "")).isContactedIn(monday))
                .isTrue();
        assertThat(Care.NOTHING_STATED.with(contact(monday.plusDays(6), "")).isContactedIn(monday))
                .isTrue();
        assertThat(Care.NOTHING_STATED.with(contact(monday.minusDays(1), "")).isContactedIn(monday))
                .isFalse();
        assertThat(Care.NOTHING_STATED.with(contact(monday.plusDays(7), "")).isContactedIn(monday))
                .isFalse();
    }

    @Test
    void a_class_is_counted_by_what_was_stated_and_the_rest_is_unstated() {
        var tv = Care.NOTHING_STATED.with(Connectivity.TV);
        var flagged = Care.NOTHING_STATED.with(List.of(CareFlag.LEFT_BEHIND), null);
        assertThat(CareRules.counts(5, List.of(tv, tv, flagged, Care.NOTHING_STATED.with(Connectivity.PHONE))))
                .isEqualTo(new ConnectivityCounts(
                        List.of(
                                new ConnectivityCount(Connectivity.TV, 2),
                                new ConnectivityCount(Connectivity.PHONE, 1)),
                        2));
    }
}
