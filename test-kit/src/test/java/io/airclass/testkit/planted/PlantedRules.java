package io.airclass.testkit.planted;

import io.airclass.kit.problem.Rejection;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Rules that are not pure, speak HTTP, and refuse without a text. */
final class PlantedRules {
    private static final Logger log = LoggerFactory.getLogger(PlantedRules.class);

    private PlantedRules() {}

    static Instant now(Clock clock) {
        log.info("{}", HttpStatus.OK);
        return clock.instant();
    }

    static Rejection withoutText() {
        return Rejection.conflict("no-text-for-this");
    }
}
