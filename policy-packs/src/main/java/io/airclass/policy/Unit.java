package io.airclass.policy;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the numbers, times and words of a kind mean. */
public enum Unit {
    MINUTES(1_440),
    HOURS(24),
    DAYS(366),
    MONTHS(120),
    YEARS(150),
    PERCENT(100),
    /** How often, how many. */
    TIMES(1_000),
    /** School grades. */
    GRADES(12),
    TIME_OF_DAY(0),
    DATE(0),
    YES_OR_NO(0),
    CHOICE(0);

    /** No leading zero, sign, exponent or underscore: none of them means the same to every reader of YAML. */
    private static final Pattern AMOUNT = Pattern.compile("(0|[1-9]\\d{0,5})(\\.\\d{1,3})?");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);

    private final BigDecimal most;

    Unit(long most) {
        this.most = BigDecimal.valueOf(most);
    }

    /** The value that a text of this unit states, empty if it is not one. Amounts beyond what the unit can mean are not values. */
    Optional<Value> read(String text) {
        return switch (this) {
            case MINUTES, HOURS, DAYS, MONTHS, YEARS, PERCENT, TIMES, GRADES -> amount(text);
            case TIME_OF_DAY -> {
                try {
                    yield Optional.of(Value.of(LocalTime.parse(text, TIME)));
                } catch (DateTimeParseException e) {
                    yield Optional.empty();
                }
            }
            case DATE -> Value.Day.read(text).map(day -> day);
            case YES_OR_NO ->
                switch (text) {
                    case "true" -> Optional.of(Value.of(true));
                    case "false" -> Optional.of(Value.of(false));
                    default -> Optional.empty();
                };
            case CHOICE -> Optional.of(Value.choice(text));
        };
    }

    boolean measures(Value value) {
        return switch (value) {
            case Value.Amount _ -> ordinal() < TIME_OF_DAY.ordinal();
            case Value.TimeOfDay _ -> this == TIME_OF_DAY;
            case Value.Day _ -> this == DATE;
            case Value.Flag _ -> this == YES_OR_NO;
            case Value.Choice _ -> this == CHOICE;
        };
    }

    private Optional<Value> amount(String text) {
        if (!AMOUNT.matcher(text).matches()) {
            return Optional.empty();
        }
        var amount = new BigDecimal(text);
        return amount.compareTo(most) > 0 ? Optional.empty() : Optional.of(Value.of(amount));
    }
}
