package io.airclass.homework.figures;

import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Counts facts as metrics. */
@Service
public class FigureService {
    private static final Logger log = LoggerFactory.getLogger(FigureService.class);

    private final RosterView roster;
    private final MeterRegistry meters;

    FigureService(RosterView roster, MeterRegistry meters) {
        this.roster = roster;
        this.meters = meters;
    }

    /** Counts one; what was stored is not refused because it could not be counted. */
    public Mono<Void> count(Figure figure, SchoolClass schoolClass) {
        return roster.countyOf(schoolClass.within())
                .doOnNext(county -> meters.counter(
                                figure.meter(),
                                "county",
                                county,
                                "stage",
                                schoolClass.stage().name())
                        .increment())
                .then()
                .onErrorResume(thrown -> {
                    log.warn("{} not counted: {}", figure.meter(), thrown.toString());
                    return Mono.empty();
                });
    }
}
