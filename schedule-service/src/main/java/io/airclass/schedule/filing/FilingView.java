package io.airclass.schedule.filing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.schedule.FilingKind;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.filing.Filing.Awaited;
import io.airclass.schedule.filing.Filing.Filed;
import io.airclass.schedule.filing.Filing.TakenBack;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A filing as it is shown.
 *
 * @param state AWAITED, MISSING (its day is over), FILED, RECALLED or RETURNED
 * @param standing ON_TIME or LATE; absent where nothing is filed
 * @param stale whether something changed since it was filed; absent where nothing is filed
 * @param why it was taken back; absent where it was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilingView(
        String id,
        String call,
        String org,
        FilingKind kind,
        LocalDate week,
        String programme,
        LocalDate dueOn,
        String state,
        Standing standing,
        Instant filedAt,
        Boolean complete,
        Boolean stale,
        Boolean acknowledged,
        String why,
        List<ReceiptView> receivers,
        List<VersionView> versions) {

    /** @param acknowledgedAt absent until it is */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReceiptView(String org, String office, Instant acknowledgedAt) {}

    /** @param receiptNumber of a plan; absent for bundles */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionView(
            int number, String hash, int members, int missing, String filedBy, Instant filedAt, String receiptNumber) {
        static VersionView of(FilingVersion version) {
            return new VersionView(
                    version.number(),
                    version.hash(),
                    version.members(),
                    version.missing(),
                    version.filedBy(),
                    version.filedAt(),
                    version.receiptNumber());
        }
    }

    static FilingView of(Stored<Filing> stored, Instant at) {
        var filing = stored.value();
        var place = filing.place();
        var filed = filing instanceof Filed now ? now : null;
        return new FilingView(
                stored.id(),
                place.callId(),
                place.orgId(),
                place.kind(),
                place.week(),
                place.programme(),
                place.dueOn(),
                state(filing, at),
                filed == null ? null : filed.standing(),
                filed == null ? null : filed.since(),
                filed == null ? null : filed.complete(),
                filed == null ? null : filed.stale(),
                filed == null ? null : filed.acknowledged(),
                filing instanceof TakenBack back ? back.why() : null,
                receipts(filing),
                filing.versions().stream().map(VersionView::of).toList());
    }

    static String state(Filing filing, Instant at) {
        return switch (filing) {
            case Awaited awaited -> awaited.place().isOver(at) ? "MISSING" : "AWAITED";
            case Filed _ -> "FILED";
            case TakenBack back -> back.returned() ? "RETURNED" : "RECALLED";
        };
    }

    private static List<ReceiptView> receipts(Filing filing) {
        return filing instanceof Filed filed
                ? filed.receipts().stream()
                        .map(receipt -> new ReceiptView(
                                receipt.receiver().orgId(), receipt.receiver().office(), receipt.acknowledgedAt()))
                        .toList()
                : filing.place().receivers().stream()
                        .map(receiver -> new ReceiptView(receiver.orgId(), receiver.office(), null))
                        .toList();
    }
}
