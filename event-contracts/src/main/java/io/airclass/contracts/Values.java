package io.airclass.contracts;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** Makes the fields of event records whole on the way in. */
public final class Values {
    private Values() {}

    /** The value, which must be there; the message names the field. */
    public static <T> T required(String field, T value) {
        return Objects.requireNonNull(value, () -> field + " is missing");
    }

    /** An unmodifiable copy; a list that an older writer did not know is empty. */
    public static <T> List<T> listed(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** The number without trailing zeros and without an exponent, so that equal scores are equal records and equal JSON. */
    public static BigDecimal points(String field, BigDecimal number) {
        BigDecimal stripped = required(field, number).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
