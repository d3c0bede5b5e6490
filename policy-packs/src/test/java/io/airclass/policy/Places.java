package io.airclass.policy;

import io.airclass.policy.Place.Org;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Places, rules' surroundings and instants of the tests. */
public final class Places {
    public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    public static final Place CHENGDU_SCHOOL = Place.of(
            new Org("root"),
            new Org("sichuan", "510000"),
            new Org("chengdu", "510100"),
            new Org("jinjiang", "510104"),
            new Org("cd-no-7"));
    public static final Place HEFEI_SCHOOL =
            Place.of(new Org("root"), new Org("anhui", "340000"), new Org("hefei", "340100"), new Org("hf-no-1"));
    public static final Place YILONG_SCHOOL = Place.of(
            new Org("root"),
            new Org("guizhou", "520000"),
            new Org("qianxinan", "522300"),
            new Org("yilong"),
            new Org("yilong-school"));

    private Places() {}

    /** An instant by the wall clock of the schools. */
    public static Instant at(String wallClock) {
        return LocalDateTime.parse(wallClock).atZone(SHANGHAI).toInstant();
    }

    public static Situation situation(Place place, int grade, Regime regime, String wallClock) {
        return Situation.at(place, Cohort.ofGrade(grade), regime, at(wallClock), SHANGHAI);
    }
}
