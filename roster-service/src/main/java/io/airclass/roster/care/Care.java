package io.airclass.roster.care;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.roster.Connectivity;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a student's circumstances.
 *
 * @param connectivity absent while nobody has stated it
 * @param flags each once, in the order of their declaration
 * @param timeZone of one who is abroad, for example {@code Europe/Paris}
 * @param contacts one a day at most, the latest {@link #CONTACTS_KEPT_MAX}, in the order of time
 */
public record Care(
        @MayBeAbsent Connectivity connectivity,
        List<CareFlag> flags,
        @MayBeAbsent String timeZone,
        List<Contact> contacts) {
    /** More than a school year has weeks. */
    static final int CONTACTS_KEPT_MAX = 60;

    static final Care NOTHING_STATED = new Care(null, List.of(), null, List.of());

    public Care {
        flags = List.copyOf(flags);
        contacts = List.copyOf(contacts);
    }

    Care with(Connectivity stated) {
        return new Care(stated, flags, timeZone, contacts);
    }

    Care with(List<CareFlag> stated, String zone) {
        return new Care(connectivity, stated.stream().distinct().sorted().toList(), zone, contacts);
    }

    /** In place of another one of the same day. */
    Care with(Contact contact) {
        var all = Stream.concat(contacts.stream().filter(one -> !one.day().equals(contact.day())), Stream.of(contact))
                .sorted(Comparator.comparing(Contact::day))
                .toList();
        return new Care(
                connectivity, flags, timeZone, all.subList(Math.max(0, all.size() - CONTACTS_KEPT_MAX), all.size()));
    }

    boolean isContactedIn(LocalDate monday) {
        return contacts.stream()
                .anyMatch(one -> !one.day().isBefore(monday) && one.day().isBefore(monday.plusWeeks(1)));
    }
}
