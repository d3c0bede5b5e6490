package io.airclass.schedule.filing;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.schedule.FilingAcknowledgedV1;
import io.airclass.contracts.schedule.FilingAwaitedV1;
import io.airclass.contracts.schedule.FilingMadeV1;
import io.airclass.contracts.schedule.FilingOverdueV1;
import io.airclass.contracts.schedule.FilingStaleV1;
import io.airclass.contracts.schedule.FilingTakenBackV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.filing.Filing.Awaited;
import io.airclass.schedule.filing.Filing.Filed;
import io.airclass.schedule.filing.Filing.Place;
import io.airclass.schedule.filing.Filing.TakenBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The life of one filing, and who may do what with it. */
final class FilingRules {
    static final int VERSIONS_MAX = 100;
    static final int COMMENT_CHARS_MAX = 500;

    private static final Set<Role> SEERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);
    private static final Set<Role> OF_SCHOOL = Set.of(Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL);
    private static final Set<Role> OF_BUREAU = Set.of(Role.ORG_ADMINISTRATOR, Role.TEACHING_OFFICER);
    private static final int RECEIPT_GROUPS = 3;
    private static final int RECEIPT_GROUP_CHARS = 4;
    /** Without letters that are taken for digits. */
    private static final String RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private FilingRules() {}

    static boolean maySee(Caller caller, List<String> within) {
        return caller.reaches(SEERS, within);
    }

    /** Whether somebody sees that a call is made: of it, below it or above it. */
    static boolean maySeeCall(Caller caller, List<String> callerWithin, List<String> reached) {
        return maySee(caller, callerWithin)
                || SEERS.stream().anyMatch(caller::hasSomewhere) && reached.contains(callerWithin.getLast());
    }

    /** The school's administrator and principal for it, the administrator and teaching officers of a bureau for the bureau. */
    static boolean mayFile(Caller caller, Place place) {
        return caller.reaches(place.isOfSchool() ? OF_SCHOOL : OF_BUREAU, place.within());
    }

    static boolean mayCall(Caller caller, List<String> within, boolean school) {
        return caller.reaches(school ? OF_SCHOOL : OF_BUREAU, within);
    }

    /** Whether somebody speaks for a receiver, which is the organisation itself or one above it. */
    static boolean mayReceive(Caller caller, Place place, Receiver receiver) {
        int depth = place.within().indexOf(receiver.orgId());
        if (depth < 0) {
            return false;
        }
        boolean school = place.isOfSchool() && depth == place.within().size() - 1;
        return caller.reaches(school ? OF_SCHOOL : OF_BUREAU, place.within().subList(0, depth + 1));
    }

    static Awaited awaited(Place place) {
        return new Awaited(place, Standing.NOT_FILED, List.of(), place.deadline());
    }

    static PublishedEvent told(String id, Place place) {
        return new FilingAwaitedV1(
                id, place.callId(), place.orgId(), place.within(), place.kind(), place.week(), place.dueOn());
    }

    /**
     * What is to be filed.
     *
     * @param missing how many that belong to it are not in it
     * @param receiptNumber null for bundles
     */
    record Content(String contentId, String hash, int members, int missing, String receiptNumber) {}

    /** Also of how many it should be, which the hash does not say. */
    private static boolean saysTheSame(Filed filed, Content content) {
        var last = filed.versions().getLast();
        return filed.hash().equals(content.hash())
                && last.members() == content.members()
                && last.missing() == content.missing();
    }

    /** Files, for the first time or anew; the same again changes nothing. */
    static Decision<Filing> file(String id, Filing current, Content content, String by, Instant at) {
        var place = current.place();
        if (current instanceof Filed filed && saysTheSame(filed, content)) {
            return Decision.unchanged(filed);
        }
        if (content.members() == 0) {
            return Decision.rejected(Rejection.ruleBroken("filing-empty"));
        }
        if (current.versions().size() >= VERSIONS_MAX) {
            return Decision.rejected(Rejection.conflict("filing-versions-full").with("max", VERSIONS_MAX));
        }
        var versions = new ArrayList<>(current.versions());
        var version = new FilingVersion(
                versions.size() + 1,
                content.contentId(),
                content.hash(),
                content.members(),
                content.missing(),
                by,
                at,
                content.receiptNumber());
        versions.add(version);
        var standing =
                current instanceof Filed filed ? filed.standing() : place.isOver(at) ? Standing.LATE : Standing.ON_TIME;
        var next = new Filed(
                place,
                standing,
                List.copyOf(versions),
                content.hash(),
                content.missing() == 0,
                place.receivers().stream()
                        .map(receiver -> new Receipt(receiver, null, null))
                        .toList(),
                false,
                false,
                current instanceof Filed filed ? filed.since() : at);
        return Decision.accepted(
                next,
                new FilingMadeV1(
                        id,
                        place.callId(),
                        place.orgId(),
                        place.within(),
                        place.kind(),
                        place.week(),
                        version.number(),
                        standing == Standing.LATE,
                        next.complete(),
                        place.receivers().stream()
                                .map(Receiver::orgId)
                                .distinct()
                                .toList(),
                        by));
    }

    /** One receiver acknowledges the version that it has seen. */
    static Decision<Filing> acknowledge(
            String id, Filing current, Receiver receiver, int number, String by, Instant at) {
        if (!(current instanceof Filed filed)) {
            return Decision.rejected(Rejection.conflict("filing-not-filed"));
        }
        if (filed.last().number() != number) {
            return Decision.rejected(Rejection.conflict("filing-refiled")
                    .with("number", filed.last().number()));
        }
        var receipts = new ArrayList<Receipt>();
        boolean found = false;
        for (var receipt : filed.receipts()) {
            boolean meant = receipt.receiver().equals(receiver);
            if (meant && receipt.isAcknowledged()) {
                return Decision.unchanged(filed);
            }
            found |= meant;
            receipts.add(meant ? new Receipt(receiver, by, at) : receipt);
        }
        if (!found) {
            return Decision.rejected(Rejection.notFound("filing-receiver-unknown"));
        }
        boolean byAll = receipts.stream().allMatch(Receipt::isAcknowledged);
        var place = filed.place();
        return Decision.accepted(
                new Filed(
                        place,
                        filed.standing(),
                        filed.versions(),
                        filed.hash(),
                        filed.complete(),
                        List.copyOf(receipts),
                        byAll,
                        filed.stale(),
                        filed.since()),
                new FilingAcknowledgedV1(
                        id,
                        place.callId(),
                        place.orgId(),
                        place.within(),
                        place.kind(),
                        place.week(),
                        number,
                        receiver.orgId(),
                        byAll,
                        by));
    }

    /** Who filed it takes it back, as long as some receiver has not acknowledged it. */
    static Decision<Filing> recall(String id, Filing current, String why, String by, Instant at) {
        return current instanceof Filed filed && filed.acknowledged()
                ? Decision.rejected(Rejection.conflict("filing-acknowledged"))
                : takeBack(id, current, false, why, by, at);
    }

    /** A receiver gives it back, acknowledged or not. */
    static Decision<Filing> giveBack(String id, Filing current, String why, String by, Instant at) {
        return takeBack(id, current, true, why, by, at);
    }

    private static Decision<Filing> takeBack(
            String id, Filing current, boolean returned, String why, String by, Instant at) {
        return switch (current) {
            case TakenBack before when before.returned() == returned -> Decision.unchanged(before);
            case Awaited _, TakenBack _ -> Decision.rejected(Rejection.conflict("filing-not-filed"));
            case Filed filed ->
                Decision.accepted(
                        new TakenBack(
                                filed.place(),
                                Standing.NOT_FILED,
                                filed.versions(),
                                returned,
                                by,
                                at,
                                why,
                                filed.place().isOver(at) ? null : filed.place().deadline()),
                        new FilingTakenBackV1(
                                id,
                                filed.place().callId(),
                                filed.place().orgId(),
                                filed.place().within(),
                                filed.place().kind(),
                                filed.place().week(),
                                filed.last().number(),
                                returned,
                                by));
        };
    }

    /**
     * Takes over whether what is filed is still what holds.
     *
     * @param stale as it is now
     */
    static Decision<Filing> compare(String id, Filed filed, boolean stale) {
        if (filed.stale() == stale) {
            return Decision.unchanged(filed);
        }
        var next = new Filed(
                filed.place(),
                filed.standing(),
                filed.versions(),
                filed.hash(),
                filed.complete(),
                filed.receipts(),
                filed.acknowledged(),
                stale,
                filed.since());
        return stale
                ? Decision.accepted(
                        next,
                        new FilingStaleV1(
                                id,
                                filed.place().callId(),
                                filed.place().orgId(),
                                filed.place().within(),
                                filed.place().kind(),
                                filed.place().week(),
                                filed.last().number()))
                : Decision.accepted(next);
    }

    /** Tells once that its day is over. */
    static Decision<Filing> overdue(String id, Filing current, boolean called, Instant at) {
        var place = current.place();
        if (!place.isOver(at)) {
            return Decision.unchanged(current);
        }
        Optional<Filing> told =
                switch (current) {
                    case Awaited awaited
                    when awaited.dueAt() != null ->
                        Optional.of(new Awaited(place, awaited.standing(), awaited.versions(), null));
                    case TakenBack back
                    when back.dueAt() != null ->
                        Optional.of(new TakenBack(
                                place,
                                back.standing(),
                                back.versions(),
                                back.returned(),
                                back.takenBackBy(),
                                back.takenBackAt(),
                                back.why(),
                                null));
                    case Awaited _, TakenBack _, Filed _ -> Optional.empty();
                };
        if (told.isEmpty()) {
            return Decision.unchanged(current);
        }
        return called
                ? Decision.accepted(
                        told.get(),
                        new FilingOverdueV1(
                                id,
                                place.callId(),
                                place.orgId(),
                                place.within(),
                                place.kind(),
                                place.week(),
                                place.dueOn()))
                : Decision.accepted(told.get());
    }

    /** A number that people can read out: the school year and twelve characters (60 bits) that only this version of this filing has. */
    static String receiptNumber(String schoolYear, String filingId, int number) {
        var hex = Ids.sha256Hex((filingId + "#" + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        long bits = Long.parseUnsignedLong(hex.substring(0, 16), 16);
        var text = new StringBuilder(schoolYear);
        for (int i = 0; i < RECEIPT_GROUPS * RECEIPT_GROUP_CHARS; i++) {
            if (i % RECEIPT_GROUP_CHARS == 0) {
                text.append('-');
            }
            text.append(RECEIPT_ALPHABET.charAt((int) (bits & 31)));
            bits >>>= 5;
        }
        return text.toString();
    }
}
