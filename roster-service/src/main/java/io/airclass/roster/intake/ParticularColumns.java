package io.airclass.roster.intake;

import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns of a user that say particulars (手机号, 身份证号, 学籍号). What is told of them names the column and never what stands there.
 *
 * <p>{@code sms}, {@code metadata.airclass.identityNumber} and {@code metadata.airclass.studentNumber} must have their form. {@code phone} may
 * be a landline, and {@code identifier} any number of the sender's (in the sample bundles it is one for every user): what is no particular
 * there is left aside, and that is noted once for the file. Not for several threads.
 */
final class ParticularColumns {
    private static final String SMS = "sms";
    private static final String PHONE = "phone";
    private static final String IDENTIFIER = "identifier";
    private static final String IDENTITY_NUMBER = "identityNumber";
    private static final String STUDENT_NUMBER = "studentNumber";
    private static final Pattern LANDLINE = Pattern.compile("(0[0-9]{2,3})?[2-9][0-9]{6,7}(转?[0-9]{1,6})?");
    private static final Pattern LIKE_STUDENT_NUMBER = Pattern.compile("[GL][0-9]{17}[0-9X]");

    private final Findings findings;
    private final Set<String> noted = new HashSet<>();

    ParticularColumns(Findings findings) {
        this.findings = findings;
    }

    /** What a row says, where {@link #check} has told no fault of it. */
    static Particulars of(Row row) {
        var said = new EnumMap<Particular, String>(Particular.class);
        put(said, Particular.PHONE, row.text(PHONE));
        put(said, Particular.PHONE, row.text(SMS));
        put(said, Particular.IDENTITY_NUMBER, row.airclass(IDENTITY_NUMBER));
        put(said, Particular.STUDENT_NUMBER, row.text(IDENTIFIER));
        put(said, Particular.STUDENT_NUMBER, row.airclass(STUDENT_NUMBER));
        return said.isEmpty() ? Particulars.NONE : new Particulars(said);
    }

    private static void put(Map<Particular, String> said, Particular particular, String text) {
        String normalised = text.isEmpty() ? "" : particular.normalised(text);
        if (particular.fits(normalised)) {
            said.put(particular, normalised);
        }
    }

    /** Whether all that must have its form has it; what has not is told. */
    boolean check(Row row) {
        lookAtIdentifier(row);
        return fits(row, SMS, row.text(SMS), Particular.PHONE)
                & fitsPhone(row)
                & fits(
                        row,
                        "metadata.airclass.identityNumber",
                        row.airclass(IDENTITY_NUMBER),
                        Particular.IDENTITY_NUMBER)
                & fits(row, "metadata.airclass.studentNumber", row.airclass(STUDENT_NUMBER), Particular.STUDENT_NUMBER);
    }

    private boolean fits(Row row, String column, String text, Particular particular) {
        if (text.isEmpty() || particular.fits(particular.normalised(text))) {
            return true;
        }
        String code =
                switch (particular) {
                    case PHONE -> "phone-unfit";
                    case IDENTITY_NUMBER -> "identity-number-unfit";
                    case STUDENT_NUMBER -> "student-number-unfit";
                };
        findings.row(BundleFile.USERS, row.line(), column, code, Map.of());
        return false;
    }

    private boolean fitsPhone(Row row) {
        String text = row.text(PHONE);
        if (!text.isEmpty() && isLandline(text)) {
            noteOnce(row, PHONE, "phone-left-aside");
            return true;
        }
        return fits(row, PHONE, text, Particular.PHONE);
    }

    private static boolean isLandline(String text) {
        String plain = Particular.PHONE.normalised(text).replaceAll("[()]", "");
        return LANDLINE.matcher(plain).matches();
    }

    /** Of a student number with a wrong digit each one is noted, as somebody will look for it. */
    private void lookAtIdentifier(Row row) {
        String text = row.text(IDENTIFIER);
        String normalised = text.isEmpty() ? "" : Particular.STUDENT_NUMBER.normalised(text);
        if (LIKE_STUDENT_NUMBER.matcher(normalised).matches()) {
            if (!Particular.STUDENT_NUMBER.fits(normalised)) {
                note(row, IDENTIFIER, "identifier-unfit");
            }
        } else if (!text.isEmpty()) {
            noteOnce(row, IDENTIFIER, "identifier-left-aside");
        }
    }

    private void noteOnce(Row row, String column, String code) {
        if (noted.add(code)) {
            note(row, column, code);
        }
    }

    private void note(Row row, String column, String code) {
        findings.note(BundleFile.USERS.entryName(), row.line(), column, code, Map.of());
    }
}
