package io.airclass.exam.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Marks are counted in hundredths; people read and write them as decimal numbers. */
public final class Marks {

    private Marks() {}

    /** Empty if it has more than two decimals or does not fit. */
    public static OptionalLong toHundredths(BigDecimal marks) {
        if (marks.precision() - marks.scale() > 9 || marks.stripTrailingZeros().scale() > 2) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                marks.movePointRight(2).setScale(0, RoundingMode.UNNECESSARY).longValueExact());
    }

    /** Without trailing zeros. */
    public static BigDecimal of(long hundredths) {
        var marks = BigDecimal.valueOf(hundredths, 2).stripTrailingZeros();
        return marks.scale() < 0 ? marks.setScale(0) : marks;
    }
}
