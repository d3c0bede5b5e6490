package io.airclass.rosterview;

import io.airclass.kit.auth.GrantSource;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a service imports, beside the kit, to know classes and people: {@code @Import(RosterViewConfiguration.class)}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RosterViewSettings.class)
public class RosterViewConfiguration {

    @Bean
    RosterView rosterView(Database database, RosterViewSettings settings) {
        return new RosterView(database, settings);
    }

    /** For tokens of an issuer that knows nothing of grants. */
    @Bean
    GrantSource grantSource(RosterView view, Clock clock) {
        return personId -> view.person(personId).filter(Person::mayUse).map(person -> person.grantsAt(clock.instant()));
    }

    @Bean
    PlaceCounter placeCounter(RosterView view, MeterRegistry meters) {
        return new PlaceCounter(view, meters);
    }

    @Bean
    PolicyDesk policyDesk(RosterView view, RosterViewSettings settings, AirclassSettings shared) {
        return new PolicyDesk(view, settings, shared.timeZone());
    }

    @Bean
    RosterListener rosterListener(EventJson json, RosterView view) {
        return new RosterListener(json, view);
    }
}
