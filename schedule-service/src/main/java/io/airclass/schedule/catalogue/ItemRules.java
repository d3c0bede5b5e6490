package io.airclass.schedule.catalogue;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.upload.Upload;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether what somebody describes can be a resource. */
final class ItemRules {
    static final String UNIT_ABOVE_GRADE = "unit-above-grade";

    private ItemRules() {}

    /** An item, or why it cannot be one. */
    sealed interface Checked {
        record Good(Item item) implements Checked {}

        record Bad(Rejection rejection) implements Checked {}
    }

    /**
     * @param upload the file that is named, if one is
     * @param linkHosts whose pages may be linked to
     */
    static Checked check(NewResource asked, Optional<Upload> upload, Collection<String> linkHosts) {
        return refusal(asked, linkHosts)
                .<Checked>map(Checked.Bad::new)
                .orElseGet(() -> new Checked.Good(item(asked, upload)));
    }

    private static Optional<Rejection> refusal(NewResource asked, Collection<String> linkHosts) {
        var sources = Stream.of(asked.fileId(), asked.link(), asked.broadcast())
                .filter(source -> source != null)
                .count();
        if (sources != 1) {
            return Optional.of(Rejection.ruleBroken("resource-source-not-one"));
        }
        if ((asked.type() == ResourceType.TV) != (asked.broadcast() != null)) {
            return Optional.of(Rejection.ruleBroken("resource-broadcast-not-tv"));
        }
        if (asked.broadcast() != null
                && !asked.broadcast().endsAt().isAfter(asked.broadcast().startsAt())) {
            return Optional.of(Rejection.ruleBroken("resource-time-empty"));
        }
        if (asked.availableFrom() != null
                && availableUntil(asked) != null
                && !availableUntil(asked).isAfter(asked.availableFrom())) {
            return Optional.of(Rejection.ruleBroken("resource-time-empty"));
        }
        var wrong = asked.grades().stream()
                .filter(grade -> !isOf(asked.stage(), grade))
                .findFirst();
        if (wrong.isPresent()) {
            return Optional.of(Rejection.ruleBroken("grade-not-of-stage").with("grade", wrong.get()));
        }
        return asked.link() == null ? Optional.empty() : linkRefusal(asked.link(), linkHosts);
    }

    private static boolean isOf(Stage stage, int grade) {
        return switch (stage) {
            case PRIMARY -> grade <= 6;
            case JUNIOR -> grade >= 7 && grade <= 9;
            case SENIOR, VOCATIONAL -> grade >= 10;
            case KINDERGARTEN, UNIVERSITY -> false;
        };
    }

    private static Optional<Rejection> linkRefusal(String link, Collection<String> hosts) {
        try {
            var uri = new URI(link.strip());
            var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean plain = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && (uri.getPort() == -1 || uri.getPort() == 443);
            if (!plain || host.isEmpty()) {
                return Optional.of(Rejection.ruleBroken("link-malformed"));
            }
            return hosts.stream().anyMatch(allowed -> host.equals(allowed) || host.endsWith("." + allowed))
                    ? Optional.empty()
                    : Optional.of(Rejection.ruleBroken("link-host-not-allowed").with("host", host));
        } catch (URISyntaxException malformed) {
            return Optional.of(Rejection.ruleBroken("link-malformed"));
        }
    }

    private static Item item(NewResource asked, Optional<Upload> upload) {
        return new Item(
                asked.stage(),
                asked.grades().stream().distinct().sorted().toList(),
                asked.subject().strip(),
                asked.type(),
                asked.edition() == null || asked.edition().isBlank()
                        ? null
                        : asked.edition().strip(),
                asked.unit() == null
                        ? null
                        : new Unit(asked.unit().grade(), asked.unit().name().strip()),
                asked.title().strip(),
                asked.description().strip(),
                asked.minutes(),
                source(asked, upload),
                asked.availableFrom(),
                availableUntil(asked));
    }

    /** A programme is over when it is over. */
    private static Instant availableUntil(NewResource asked) {
        return asked.availableUntil() == null && asked.broadcast() != null
                ? asked.broadcast().endsAt()
                : asked.availableUntil();
    }

    private static Source source(NewResource asked, Optional<Upload> upload) {
        if (asked.link() != null) {
            return new Source.Link(asked.link().strip());
        }
        if (asked.broadcast() != null) {
            var said = asked.broadcast();
            return new Source.Broadcast(said.channel().strip(), said.startsAt(), said.endsAt());
        }
        var file = upload.orElseThrow();
        return new Source.OwnFile(asked.fileId(), file.name(), file.type(), file.bytes(), file.sha256(), file.blobId());
    }

    /** What is odd about it without being forbidden: a unit that comes after all the grades that it is for (不得超前). */
    static List<String> warnings(Item item) {
        var warnings = new ArrayList<String>();
        if (item.unit() != null
                && !item.grades().isEmpty()
                && item.grades().stream().allMatch(grade -> item.unit().grade() > grade)) {
            warnings.add(UNIT_ABOVE_GRADE);
        }
        return warnings;
    }
}
