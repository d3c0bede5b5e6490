package io.airclass.schedule.booking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** When two times clash, and what a document of a thing becomes by a claim, by keeping it and by giving it back. */
final class BookingRules {
    /** More than twenty periods a day, every day, in several arrangements a year; about 200 bytes each. */
    static final int BOOKINGS_MAX = 1_500;

    static final int CLASHES_MAX = 50;

    private BookingRules() {}

    /** Whether two times are needed at once, and on which day first. */
    static Optional<LocalDate> meet(String schoolYear, Booking a, Booking b, List<Release> releases) {
        if (!a.start().isBefore(b.end()) || !b.start().isBefore(a.end())) {
            return Optional.empty();
        }
        if (a.date() != null && b.date() != null) {
            return a.date().equals(b.date()) ? Optional.of(a.date()) : Optional.empty();
        }
        if (a.date() == null && b.date() == null) {
            return a.weekday() == b.weekday()
                    ? a.weeks().both(b.weeks()).first(schoolYear, a.weekday())
                    : Optional.empty();
        }
        var single = a.date() == null ? b : a;
        var weekly = a.date() == null ? a : b;
        return weekly.isWeeklyOn(single.weekday(), single.date())
                        && releases.stream().noneMatch(release -> release.frees(weekly, single.date()))
                ? Optional.of(single.date())
                : Optional.empty();
    }

    /** Two that may be held at once although their times meet. */
    static boolean tolerate(Booking a, Booking b, Set<Set<String>> sharing) {
        if (isOneLesson(a, b)) {
            return true;
        }
        if (a.overlay() && b.overlay()) {
            return !a.holderId().equals(b.holderId()) && !sharing.contains(Set.of(a.holderId(), b.holderId()));
        }
        return a.overlay() && b.open() || b.overlay() && a.open();
    }

    private static boolean isOneLesson(Booking a, Booking b) {
        return !a.joint().isEmpty()
                && a.joint().equals(b.joint())
                && a.subject().equals(b.subject())
                && a.start().equals(b.start())
                && a.end().equals(b.end());
    }

    /** Two times that meet, and the day on which they do first. */
    record Meeting(Booking wanted, Booking taken, LocalDate day) {
        Clash clash(ResourceKey key) {
            return Clash.of(key, wanted, taken, day);
        }
    }

    /** What stands in the way of a wish at one thing, at most {@link #CLASHES_MAX}. */
    static List<Meeting> meetings(ResourceKey key, Resource resource, Wish wish) {
        var releases = Stream.concat(
                        resource.releases().stream().filter(release -> !isEarlier(release, wish)),
                        wish.releases().getOrDefault(key, List.of()).stream().map(Release::keep))
                .toList();
        var wanted = wish.bookings().getOrDefault(key, List.of());
        var meetings = new ArrayList<Meeting>();
        for (int i = 0; i < wanted.size(); i++) {
            var one = wanted.get(i);
            Stream.concat(
                            resource.bookings().stream().filter(taken -> !isReplaced(taken, wish)),
                            wanted.subList(i + 1, wanted.size()).stream())
                    .filter(taken -> !tolerate(one, taken, wish.sharing()))
                    .flatMap(taken ->
                            meet(key.schoolYear(), one, taken, releases)
                                    .map(day -> new Meeting(one, taken, day))
                                    .stream())
                    .forEach(meetings::add);
        }
        return meetings.stream().limit(CLASHES_MAX).toList();
    }

    /** What the attempt itself claimed, and the times of the holders that it decides anew. */
    private static boolean isReplaced(Booking taken, Wish wish) {
        return taken.isOf(wish.attempt()) || isEarlier(taken, wish);
    }

    /** Whether or not it is kept already: a number is given only when the one before it is true, or has failed. */
    private static boolean isEarlier(Booking taken, Wish wish) {
        var replaces = taken.date() == null ? wish.replaces() : wish.replacesDays();
        return replaces.getOrDefault(taken.holderId(), 0) > taken.number();
    }

    private static boolean isEarlier(Release release, Wish wish) {
        return wish.replacesDays().getOrDefault(release.holderId(), 0) > release.number();
    }

    /** The document with the wish's claims, which are not kept yet; one that has kept them already stays as it is. */
    static Resource claimed(ResourceKey key, Resource resource, Wish wish) {
        boolean done = resource.bookings().stream().anyMatch(booking -> booking.kept() && booking.isOf(wish.attempt()))
                || resource.releases().stream().anyMatch(release -> release.kept() && release.isOf(wish.attempt()));
        if (done) {
            return resource;
        }
        var bookings = new ArrayList<>(resource.bookings().stream()
                .filter(booking -> !booking.isOf(wish.attempt()))
                .toList());
        bookings.addAll(wish.bookings().getOrDefault(key, List.of()));
        var releases = new ArrayList<>(resource.releases().stream()
                .filter(release -> !release.isOf(wish.attempt()))
                .toList());
        releases.addAll(wish.releases().getOrDefault(key, List.of()));
        return new Resource(List.copyOf(bookings), List.copyOf(releases));
    }

    /** The document when the attempt has become true: what it claimed here is kept, what its holders had before is gone. Nothing is added. */
    static Resource kept(Resource resource, Wish wish) {
        return keeping(
                new Resource(
                        resource.bookings().stream()
                                .filter(booking -> !isEarlier(booking, wish) && !isBack(booking, wish))
                                .toList(),
                        resource.releases().stream()
                                .filter(release -> !isEarlier(release, wish) && !isBack(release, wish))
                                .toList()),
                wish.attempt());
    }

    /** Once a lesson is back in its weekly time, that holds it as before. */
    private static boolean isBack(Booking booking, Wish wish) {
        return booking.isOf(wish.attempt())
                && booking.date() != null
                && wish.back().contains(new Wish.Day(booking.date(), booking.period()));
    }

    private static boolean isBack(Release release, Wish wish) {
        return release.isOf(wish.attempt()) && wish.back().contains(new Wish.Day(release.date(), release.period()));
    }

    /** The document with what an attempt claimed as kept. */
    static Resource keeping(Resource resource, String attempt) {
        return new Resource(
                resource.bookings().stream()
                        .map(booking -> booking.isOf(attempt) ? booking.keep() : booking)
                        .toList(),
                resource.releases().stream()
                        .map(release -> release.isOf(attempt) ? release.keep() : release)
                        .toList());
    }

    /** The document without what an attempt claimed. */
    static Resource without(Resource resource, String attempt) {
        return new Resource(
                resource.bookings().stream()
                        .filter(booking -> booking.kept() || !booking.isOf(attempt))
                        .toList(),
                resource.releases().stream()
                        .filter(release -> release.kept() || !release.isOf(attempt))
                        .toList());
    }
}
