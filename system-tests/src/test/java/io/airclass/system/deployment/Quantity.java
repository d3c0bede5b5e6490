package io.airclass.system.deployment;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** An amount of CPU or memory as Kubernetes writes it: {@code 250m}, {@code 2}, {@code 512Mi}. */
record Quantity(BigDecimal amount) implements Comparable<Quantity> {
    private static final Pattern FORM = Pattern.compile("([0-9.]+)(m|k|M|G|Ki|Mi|Gi)?");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "m", new BigDecimal("0.001"),
            "k", new BigDecimal("1000"),
            "M", new BigDecimal("1000000"),
            "G", new BigDecimal("1000000000"),
            "Ki", new BigDecimal("1024"),
            "Mi", new BigDecimal("1048576"),
            "Gi", new BigDecimal("1073741824"));

    static Quantity of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("Not a quantity: " + text);
        }
        return new Quantity(new BigDecimal(form.group(1))
                .multiply(form.group(2) == null ? BigDecimal.ONE : UNITS.get(form.group(2))));
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }
}
