package io.airclass.homework.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.policy.Kind;
import io.airclass.policy.Limit;
import io.airclass.policy.Rule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What the days of a class hold, and what is left of them. */
record BudgetView(String classId, List<Day> days) {

    /**
     * @param schoolDay whether there is school
     * @param noHomework why the school has no homework on the day; absent where it may have some
     * @param all minutes of all homework of the student who has most to do
     * @param written minutes of written homework
     * @param heldBy who holds them; only for teachers of the class and staff
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Day(
            LocalDate day, boolean schoolDay, String noHomework, Minutes all, Minutes written, List<Holder> heldBy) {}

    /**
     * @param limit of the strictest rule in force; absent where no rule limits them
     * @param left as many as may be reserved still; absent where no rule limits them
     * @param rule id of that rule
     * @param cite where the rule stands
     * @param binding whether more is refused; else it is advice
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Minutes(long reserved, BigDecimal limit, BigDecimal left, String rule, String cite, Boolean binding) {}

    record Holder(String assignmentId, String teacherId, String subject, long minutes, long writtenMinutes) {}

    static BudgetView of(String classId, List<Day> days) {
        return new BudgetView(classId, days);
    }

    /** @param withHolders whether the one who asks may know them */
    static Day day(DayRules rules, ClassWeek week, boolean withHolders) {
        return new Day(
                rules.day(),
                rules.schoolDay(),
                rules.free().orElse(null),
                minutes(rules, week, Kind.HOMEWORK, Reservation::minutes),
                minutes(rules, week, Kind.HOMEWORK_WRITTEN, Reservation::writtenMinutes),
                withHolders
                        ? week.on(rules.day())
                                .map(each -> new Holder(
                                        each.assignmentId(),
                                        each.teacherId(),
                                        each.subject(),
                                        each.minutes(),
                                        each.writtenMinutes()))
                                .toList()
                        : null);
    }

    private static Minutes minutes(DayRules rules, ClassWeek week, Kind kind, ToLongFunction<Reservation> minutes) {
        long reserved = week.burden(rules.day(), List.of(), minutes);
        return strictest(rules, kind)
                .map(rule -> {
                    var limit = ((Limit.AtMost) rule.limit()).most();
                    var left = limit.subtract(BigDecimal.valueOf(reserved)).max(BigDecimal.ZERO);
                    return new Minutes(reserved, limit, left, rule.id(), rule.cite(), rule.binding());
                })
                .orElseGet(() -> new Minutes(reserved, null, null, null, null, null));
    }

    private static Optional<Rule> strictest(DayRules rules, Kind kind) {
        var all = rules.inForce().rules().stream()
                .filter(rule -> rule.kind() == kind)
                .toList();
        return all.stream().filter(Rule::binding).findFirst().or(() -> all.stream()
                .findFirst());
    }
}
