package io.airclass.roster.profile;

import io.airclass.contracts.Role;
import io.airclass.kit.problem.FieldError;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a profile must be, who needs one, and who may ask for it. */
final class ProfileRules {
    /** May set the switches of what their grant reaches; a school's own people may not. */
    static final Set<Role> SETTING =
            EnumSet.of(Role.ORG_ADMINISTRATOR, Role.TEACHING_OFFICER, Role.PLATFORM_ADMINISTRATOR);

    static final int NAME_CHARS_MAX = 50;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}·• '.-]{2," + NAME_CHARS_MAX + "}");

    private ProfileRules() {}

    enum DocumentKind {
        IDENTITY_CARD(Particular.IDENTITY_NUMBER),
        STUDENT_NUMBER(Particular.STUDENT_NUMBER);

        private final Particular particular;

        DocumentKind(Particular particular) {
            this.particular = particular;
        }

        Particular particular() {
            return particular;
        }
    }

    /** As somebody typed it, brought into one form. */
    record Given(String name, DocumentKind documentKind, String documentNumber, String phone) {
        static Given of(String name, DocumentKind kind, String number, String phone) {
            return new Given(
                    Normalizer.normalize(name.strip(), Normalizer.Form.NFC),
                    kind,
                    kind.particular().normalised(number),
                    Particular.PHONE.normalised(phone));
        }

        /** Only after {@link #errors} has found none. */
        Particulars particulars() {
            return new Particulars(Map.of(documentKind.particular(), documentNumber, Particular.PHONE, phone));
        }

        @Override
        public String toString() {
            return "Given[" + documentKind + "]";
        }
    }

    static List<FieldError> errors(Given given) {
        var errors = new ArrayList<FieldError>();
        if (!NAME.matcher(given.name()).matches()) {
            errors.add(new FieldError("/name", "not-a-name", "A name has 2 to 50 letters"));
        }
        if (!given.documentKind().particular().fits(given.documentNumber())) {
            errors.add(new FieldError(
                    "/documentNumber", "not-a-number", "The number is not complete, or its check digit is wrong"));
        }
        if (!Particular.PHONE.fits(given.phone())) {
            errors.add(new FieldError("/phone", "not-a-phone", "A mobile number has 11 digits and begins with 1"));
        }
        return errors;
    }

    /**
     * Whether somebody who stands on these lines needs a profile: one line is enough, and on a line the nearest setting decides.
     *
     * @param lines {@code within} of each organisation that the person has to do with, the root first
     * @param required by organisation, where it has a setting
     */
    static boolean isRequired(Collection<List<String>> lines, Map<String, Boolean> required) {
        return lines.stream()
                .anyMatch(line -> nearest(line, required) != null && required.get(nearest(line, required)));
    }

    /** The deepest organisation of the line that has a setting; null where none has. */
    static String nearest(List<String> line, Map<String, ?> settings) {
        return line.reversed().stream()
                .filter(settings::containsKey)
                .findFirst()
                .orElse(null);
    }

    /** The first character, as on a list that hangs on a wall. */
    static String masked(String name) {
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first) + "*".repeat(name.codePointCount(first, name.length()));
    }
}
