package io.airclass.exam.bank;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people type them: full-width digits and the real minus sign count; thousands separators and decimal commas do not. */
public final class DecimalText {

    static final int CHARS_MAX = 40;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,2})?");

    private DecimalText() {}

    public static Optional<BigDecimal> read(String typed) {
        var text = HalfWidth.of(typed).strip().replace('−', '-');
        if (text.length() > CHARS_MAX || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }
}
