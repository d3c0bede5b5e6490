package io.airclass.roster.personal;

/** Identity, student and phone numbers of the right form that belong to nobody. */
public final class Numbers {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private Numbers() {}

    /** @param serial 0 to 999 */
    public static String identity(int serial) {
        String digits = "52230120100101" + String.format("%03d", serial);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return digits + "10X98765432".charAt(sum % 11);
    }

    public static String student(int serial) {
        return "G" + identity(serial);
    }

    public static String phone(int serial) {
        return "13985" + String.format("%06d", 700_000 + serial);
    }
}
