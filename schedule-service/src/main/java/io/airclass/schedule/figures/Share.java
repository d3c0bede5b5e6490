package io.airclass.schedule.figures;

/** Parts of figures, from 0 to 1 with four decimals; absent where there is nothing to divide by. */
enum Share {
    /** Live lessons held, of those planned and not cancelled. */
    HELD("heldShare") {
        @Override
        Double of(Told told) {
            long whole = told.sums().of(Figure.PLANNED_LIVE) - told.sums().of(Figure.CANCELLED_LIVE);
            return whole > 0 ? rounded(told.sums().of(Figure.HELD), whole) : null;
        }
    },
    /** Held lessons that began late. */
    LATE("lateShare") {
        @Override
        Double of(Told told) {
            return told.share(Figure.STARTED_LATE, Figure.HELD);
        }
    },
    /** Students that came, of those enrolled. */
    JOINED("joinedShare") {
        @Override
        Double of(Told told) {
            return told.share(Figure.JOINED, Figure.ENROLLED);
        }
    },
    /** Classes and days with a lesson held, of those that had one planned. */
    COVERAGE("coverage") {
        @Override
        Double of(Told told) {
            return told.share(Figure.CLASS_DAYS_COVERED, Figure.CLASS_DAYS);
        }
    },
    /** Minutes before telephones, of all (R066). */
    PHONE("phoneShare") {
        @Override
        Double of(Told told) {
            return told.share(
                    Figure.MINUTES_PHONE,
                    Figure.MINUTES_PHONE,
                    Figure.MINUTES_TABLET,
                    Figure.MINUTES_PC,
                    Figure.MINUTES_TV,
                    Figure.MINUTES_CLASSROOM);
        }
    };

    private final String key;

    Share(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** The share; null where there is none. */
    abstract Double of(Told told);

    static double rounded(long part, long whole) {
        return Math.round(part * 10_000.0 / whole) / 10_000.0;
    }
}
