package io.airclass.contracts.roster;

import io.airclass.contracts.PublishedEvent;

/**
 * What the roster tells: the whole state of an organisation, class, person, term, calendar, regime or local rule, each time it changes.
 */
public sealed interface RosterEvent extends PublishedEvent
        permits OrgChangedV1,
                ClassChangedV1,
                PersonChangedV1,
                TermChangedV1,
                CalendarChangedV1,
                ConnectivityChangedV1,
                RegimeChangedV1,
                LocalRuleChangedV1 {}
