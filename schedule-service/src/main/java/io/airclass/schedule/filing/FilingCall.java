package io.airclass.schedule.filing;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.FilingKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A bureau's call (征集) to file something by a day. */
public sealed interface FilingCall {
    Terms terms();

    /**
     * What is called for; never changed.
     *
     * @param orgId who calls
     * @param within ids of all ancestors of who calls, the root first, itself last
     * @param basis the document that the call rests on; empty where none is named
     * @param stages of the schools or classes it is about; empty for all
     * @param grades of the classes it is about; empty for all
     * @param dueOn the last day on which a filing is on time; with weeks, that of the first
     */
    record Terms(
            String orgId,
            List<String> within,
            String title,
            String basis,
            Wanted wanted,
            List<Stage> stages,
            List<Integer> grades,
            LocalDate dueOn,
            List<Receiver> receivers,
            String issuedBy,
            Instant issuedAt) {
        FilingKind kind() {
            return switch (wanted) {
                case Wanted.Timetables _ -> FilingKind.TIMETABLES;
                case Wanted.Plans _ -> FilingKind.PLAN;
            };
        }
    }

    /** What is to be filed. */
    sealed interface Wanted {

        /**
         * The timetables of a week, or of each week.
         *
         * @param firstWeek its Monday
         * @param everyWeekBy the last weekday before a week on which its filing is on time (一周一备); absent where one week is all
         */
        record Timetables(LocalDate firstWeek, @MayBeAbsent DayOfWeek everyWeekBy) implements Wanted {}

        /**
         * A plan of each.
         *
         * @param requiredToPublish whether a school without an accepted plan may publish no timetable
         * @param receivedLocally whether the bureau next above acknowledges it too
         * @param programmes of a vocational school, each with a plan of its own; empty but for {@link Filers#PROGRAMMES}
         */
        record Plans(Filers from, boolean requiredToPublish, boolean receivedLocally, List<String> programmes)
                implements Wanted {}
    }

    /** Who files plans. */
    enum Filers {
        SCHOOLS,
        COUNTIES,
        PREFECTURES,
        /** The programmes (专业) of the vocational school that calls. */
        PROGRAMMES
    }

    /**
     * It is in force.
     *
     * @param nextWeek whose filings are to be laid out; absent for plans and where no further week comes
     * @param dueAt when that is; absent where all is laid out
     */
    record Open(
            Terms terms,
            @MayBeAbsent LocalDate nextWeek,
            @MayBeAbsent Instant dueAt) implements FilingCall {}

    /**
     * Nothing more is called for.
     *
     * @param lastWeek the last week that is still to be filed; absent for plans
     */
    record Ended(Terms terms, @MayBeAbsent LocalDate lastWeek, String endedBy, Instant endedAt) implements FilingCall {}
}
