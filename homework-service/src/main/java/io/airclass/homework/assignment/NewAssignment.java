package io.airclass.homework.assignment;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.homework.budget.DayShare;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a teacher asks for.
 *
 * @param classId a class that has it as a whole; absent where {@code targets} or {@code groupId} say it all
 * @param targets classes, or some students of them; absent is none
 * @param groupId of a group that overlays classes (走班), whose students have it; may be absent
 * @param kind absent is written homework, or practice where {@code written} is false
 * @param text what is to be done, formulas as LaTeX source; may be absent
 * @param items of a task sheet; may be absent
 * @param fileIds of files that the teacher uploaded; may be absent
 * @param opensAt when students see it; absent is at once
 * @param graceMinutes how long after {@code dueAt} work is still taken, as late; absent is 0
 * @param expectedMinutes how long it should take; absent is 0, not said, or what the items of a task sheet take
 * @param day on which it is to be done; absent is the day on which it opens
 * @param days how the minutes lie on several days, instead of {@code expectedMinutes} and {@code day}; may be absent
 * @param written whether it is written homework (书面作业), to be done at home; absent is true for the kind written
 * @param phoneRequired whether it must be done by phone; absent is false
 * @param screenRequired whether it must be done on a screen; absent is false
 * @param printerRequired whether a printer is needed; then {@code printerAlternative} says how it is done without; absent is false
 * @param dailyCheckIn whether students must check in day by day (打卡); absent is false
 * @param studyVideoRequired whether students must upload a video of themselves studying; absent is false
 * @param maxScore the best score, with at most two decimals; may be absent where there are levels
 * @param parts questions that are marked one by one, whose best scores add up to {@code maxScore}, which may then be absent; may be absent
 * @param levels that are given instead of a score or beside it, the best first; may be absent
 * @param resubmission absent is until it is marked
 * @param draft whether it is only kept and not published; absent is false
 */
public record NewAssignment(
        @MayBeAbsent @Pattern(regexp = ID) String classId,
        @Size(max = TARGETS_MAX) List<@NotNull @Valid AskedTarget> targets,
        @MayBeAbsent @Pattern(regexp = ID) String groupId,
        @NotBlank @Size(max = SUBJECT_CHARS_MAX) String subject,
        @MayBeAbsent TaskKind kind,
        @NotBlank @Size(max = TITLE_CHARS_MAX) String title,
        @Size(max = TEXT_CHARS_MAX) String text,
        @Size(max = ITEMS_MAX) List<@NotNull @Valid SheetItem> items,
        @Size(max = FILES_MAX) List<@NotNull @Pattern(regexp = ID) String> fileIds,
        @MayBeAbsent Instant opensAt,
        @NotNull Instant dueAt,
        @Min(0) @Max(GRACE_MINUTES_MAX) Integer graceMinutes,
        @Min(0) @Max(DayShare.MINUTES_MAX) Integer expectedMinutes,
        @MayBeAbsent LocalDate day,
        @Size(max = DAYS_MAX) List<@NotNull @Valid DayShare> days,
        @MayBeAbsent Boolean written,
        Boolean phoneRequired,
        Boolean screenRequired,
        Boolean printerRequired,
        @MayBeAbsent @Size(max = ALTERNATIVE_CHARS_MAX) String printerAlternative,
        Boolean dailyCheckIn,
        Boolean studyVideoRequired,

        @MayBeAbsent @DecimalMin("0.5") @Max(SCORE_MAX) @Digits(integer = 4, fraction = 2)
        BigDecimal maxScore,

        @Size(max = PARTS_MAX) List<@NotNull @Valid Part> parts,
        @Size(max = LEVELS_MAX) List<@NotBlank @Size(max = LEVEL_CHARS_MAX) String> levels,
        Resubmission resubmission,
        Boolean draft) {
    static final String ID = "[A-Za-z0-9._-]{1,64}";

    /** More classes than an alliance has. */
    static final int TARGETS_MAX = 200;

    static final int SUBJECT_CHARS_MAX = 40;
    static final int TITLE_CHARS_MAX = 100;
    static final int TEXT_CHARS_MAX = 10_000;
    static final int ITEMS_MAX = 50;
    static final int FILES_MAX = 20;
    /** Thirty days. */
    static final long GRACE_MINUTES_MAX = 43_200;

    static final int DAYS_MAX = 14;
    static final int ALTERNATIVE_CHARS_MAX = 500;
    static final long SCORE_MAX = 1_000;
    static final int PARTS_MAX = 50;
    static final int LEVELS_MAX = 10;
    static final int LEVEL_CHARS_MAX = 10;

    public NewAssignment {
        targets = targets == null ? List.of() : targets.stream().toList();
        text = text == null ? "" : text;
        items = items == null ? List.of() : items.stream().toList();
        fileIds = fileIds == null ? List.of() : fileIds.stream().distinct().toList();
        graceMinutes = graceMinutes == null ? 0 : graceMinutes;
        expectedMinutes = expectedMinutes == null ? 0 : expectedMinutes;
        days = days == null ? List.of() : days.stream().toList();
        kind = kind == null ? Boolean.FALSE.equals(written) ? TaskKind.PRACTICE : TaskKind.WRITTEN : kind;
        phoneRequired = isSo(phoneRequired);
        screenRequired = isSo(screenRequired);
        printerRequired = isSo(printerRequired);
        dailyCheckIn = isSo(dailyCheckIn);
        studyVideoRequired = isSo(studyVideoRequired);
        parts = parts == null ? List.of() : parts.stream().toList();
        levels = levels == null ? List.of() : levels.stream().distinct().toList();
        resubmission = resubmission == null ? Resubmission.UNTIL_MARKED : resubmission;
        draft = isSo(draft);
    }

    private static boolean isSo(Boolean said) {
        return said != null && said;
    }
}
