package io.airclass.exam.bank;

import io.airclass.exam.access.AccessRules;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.util.List;
import java.util.Optional;

/** Where questions stand, and how much may come at once. */
public final class BankRules {

    public static final int NAME_CHARS_MAX = 64;
    public static final int IMPORT_QUESTIONS_MAX = 2_000;
    public static final int IMPORT_BYTES_MAX = 2 * 1024 * 1024;

    private BankRules() {}

    /** The organisation that is meant: the one named, or else the only one where the caller keeps banks. */
    public static Decision<String> org(Caller caller, Optional<String> named) {
        if (named.isPresent()) {
            return Decision.accepted(named.get());
        }
        var own = caller.orgsAs(AccessRules.KEEPERS);
        return switch (own.size()) {
            case 0 -> Decision.rejected(Rejection.forbidden("keeps-no-bank"));
            case 1 -> Decision.accepted(own.getFirst());
            default -> Decision.rejected(Rejection.invalid("org-needed").with("orgs", own));
        };
    }

    /** Whether the caller may write there. */
    public static Optional<Rejection> mayKeep(Caller caller, List<String> within) {
        if (AccessRules.keepsBanks(caller, within)) {
            return Optional.empty();
        }
        return Optional.of(
                AccessRules.seesKeys(caller, within)
                        ? Rejection.forbidden("keeps-no-bank")
                        : Rejection.notFound("bank-not-found"));
    }

    /** Whether the caller may read there. */
    public static Optional<Rejection> maySee(Caller caller, List<String> within) {
        return AccessRules.seesKeys(caller, within)
                ? Optional.empty()
                : Optional.of(Rejection.notFound("bank-not-found"));
    }

    public static Optional<Rejection> name(String bank) {
        boolean good = !bank.isBlank()
                && bank.length() <= NAME_CHARS_MAX
                && bank.chars().noneMatch(Character::isISOControl);
        return good
                ? Optional.empty()
                : Optional.of(Rejection.invalid("bank-name-malformed").with("charsMax", NAME_CHARS_MAX));
    }

    public static Optional<Rejection> size(ImportReading reading) {
        return reading.questions().size() <= IMPORT_QUESTIONS_MAX
                ? Optional.empty()
                : Optional.of(Rejection.ruleBroken("too-many-questions")
                        .with("max", IMPORT_QUESTIONS_MAX)
                        .with("found", reading.questions().size()));
    }
}
