package io.airclass.homework.taken;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How long homework took a class.
 *
 * @param expectedMinutes as the teacher thought
 * @param told how many told; absent where fewer than {@value #TOLD_MIN} did, as all the others
 * @param median of the minutes; the lower one of two in the middle
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TakenView(String assignmentId, String classId, long expectedMinutes, Integer told, Long median, Long mean) {
    /** As many as nobody can be picked out of. */
    static final int TOLD_MIN = 5;

    static TakenView of(String assignmentId, String classId, long expectedMinutes, List<Long> minutes) {
        if (minutes.size() < TOLD_MIN) {
            return new TakenView(assignmentId, classId, expectedMinutes, null, null, null);
        }
        var sorted = minutes.stream().sorted().toList();
        long sum = sorted.stream().mapToLong(Long::longValue).sum();
        return new TakenView(
                assignmentId,
                classId,
                expectedMinutes,
                sorted.size(),
                sorted.get((sorted.size() - 1) / 2),
                Math.round((double) sum / sorted.size()));
    }
}
