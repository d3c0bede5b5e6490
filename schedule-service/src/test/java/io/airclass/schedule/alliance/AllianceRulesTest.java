package io.airclass.schedule.alliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.decide.Decision;
import io.airclass.schedule.alliance.Alliance.Departure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which departures of an alliance are kept. */
class AllianceRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate ASKED_FOR = TODAY.minusDays(Alliance.DAYS_ASKED_FOR);
    private static final Instant AT = Instant.parse("2026-11-23T01:00:00Z");

    private static Departure departure(String schoolId, LocalDate on) {
        return new Departure(schoolId, on, "officer", AT);
    }

    @Test
    void of_two_departures_of_a_school_on_one_day_the_later_one_says_it_all() {
        var first = departure("一中", TODAY);
        var other = departure("二中", TODAY);
        var second = departure("一中", TODAY);

        assertThat(AllianceRules.deciding(List.of(first, other, second), TODAY)).containsExactly(other, second);
    }

    @Test
    void the_days_between_two_departures_depend_on_the_first_as_long_as_somebody_asks_for_them() {
        var first = departure("一中", ASKED_FOR.minusDays(30));
        for (var decides : List.of(ASKED_FOR.plusDays(1), TODAY)) {
            var both = List.of(first, departure("一中", decides));
            assertThat(AllianceRules.deciding(both, TODAY)).isEqualTo(both);
        }
        for (var past : List.of(ASKED_FOR, ASKED_FOR.minusDays(1))) {
            var last = departure("一中", past);
            assertThat(AllianceRules.deciding(List.of(first, last), TODAY)).containsExactly(last);
        }
    }

    @Test
    void the_last_departure_of_a_school_is_kept_however_long_ago_it_was() {
        var last = departure("一中", TODAY.minusYears(9));

        assertThat(AllianceRules.deciding(List.of(last), TODAY)).containsExactly(last);
    }

    @Test
    void a_school_that_comes_and_goes_all_day_never_fills_an_alliance() {
        Alliance alliance = null;
        for (int i = 0; i < 2 * AllianceRules.DEPARTURES_MAX + 2; i++) {
            var asked = new AllianceRules.Asked(
                    "bureau", "名校网络课堂", "", List.of(), i % 2 == 0 ? List.of("一中", "二中") : List.of("二中"), false);
            var decision = AllianceRules.put(
                    Optional.ofNullable(alliance), asked, List.of("bureau"), "officer", AT.plusSeconds(i), TODAY);
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            alliance = ((Decision.Accepted<Alliance>) decision).next();
        }

        assertThat(alliance.departures()).singleElement().satisfies(departure -> assertThat(departure.at())
                .isEqualTo(AT.plusSeconds(2 * AllianceRules.DEPARTURES_MAX + 1)));
    }
}
