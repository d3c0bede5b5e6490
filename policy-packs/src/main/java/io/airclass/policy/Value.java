package io.airclass.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is measured and held against a limit; which kind takes which is the kind's {@link Unit}. */
public sealed interface Value {
    /** As it stands in JSON: a number, a text or a truth value. */
    Object json();

    static Value of(long amount) {
        return new Amount(BigDecimal.valueOf(amount));
    }

    static Value of(BigDecimal amount) {
        return new Amount(amount);
    }

    static Value of(LocalTime time) {
        return new TimeOfDay(time);
    }

    static Value of(LocalDate day) {
        return new Day(day);
    }

    static Value of(boolean present) {
        return new Flag(present);
    }

    static Value choice(String token) {
        return new Choice(token);
    }

    /** A number of the kind's unit, of at most 18 digits and 6 decimals. */
    record Amount(BigDecimal amount) implements Value {
        private static final int DIGITS_MAX = 18;
        private static final int DECIMALS_MAX = 6;

        public Amount {
            amount = bounded(amount);
        }

        /** Bounded before it is stripped of zeros: a huge exponent must not be written out. */
        static BigDecimal bounded(BigDecimal amount) {
            if (amount.precision() > DIGITS_MAX || amount.scale() > DECIMALS_MAX || amount.scale() < -DIGITS_MAX) {
                throw new IllegalArgumentException(
                        "An amount has at most " + DIGITS_MAX + " digits and " + DECIMALS_MAX + " decimals");
            }
            var plain = amount.stripTrailingZeros();
            return plain.scale() < 0 ? plain.setScale(0) : plain;
        }

        @Override
        public Object json() {
            return amount;
        }
    }

    /** A time of day, local to the place. */
    record TimeOfDay(LocalTime time) implements Value {
        @Override
        public Object json() {
            return time.toString();
        }
    }

    /** A calendar day, local to the place. */
    record Day(LocalDate day) implements Value {
        private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

        /** The day that a text like 2021-04-08 names, empty if there is none. */
        public static Optional<Day> read(String text) {
            if (!FORM.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Day(LocalDate.parse(text)));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        @Override
        public Object json() {
            return day.toString();
        }
    }

    /** Whether the thing that the kind names is there. */
    record Flag(boolean present) implements Value {
        @Override
        public Object json() {
            return present;
        }
    }

    /** One of the kind's choices. */
    record Choice(String token) implements Value {
        @Override
        public Object json() {
            return token;
        }
    }
}
