package io.airclass.schedule.figures;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.figures.CoverageService.Coverage;
import io.airclass.schedule.figures.LessonFigureService.Answer;
import io.airclass.schedule.figures.LessonFigureService.By;
import io.airclass.schedule.figures.LessonFigureService.Row;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Figures of lessons over HTTP. */
@RestController
class LessonFigureController {
    private final LessonFigureService figures;
    private final CoverageService coverage;

    LessonFigureController(LessonFigureService figures, CoverageService coverage) {
        this.figures = figures;
        this.coverage = coverage;
    }

    /**
     * @param hiddenDays days whose figures of students are left out, because they would tell of a few
     * @param figures by the keys of {@link Figure} and {@link Share}; null where not told
     */
    record RowView(String key, String name, int hiddenDays, Map<String, Number> figures) {
        static RowView of(Row row) {
            return new RowView(row.key(), row.name(), row.told().hiddenDays(), numbers(row.told()));
        }
    }

    /** @param rows by what was asked for; none where nothing was */
    record FiguresView(
            String org, LocalDate from, LocalDate to, int hiddenDays, Map<String, Number> total, List<RowView> rows) {}

    @GetMapping("/api/statistics/lessons")
    Mono<FiguresView> figures(
            Caller caller,
            @RequestParam String org,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) String by) {
        var divided = Arrays.stream(By.values())
                .filter(each -> each.name().equalsIgnoreCase(by))
                .findFirst();
        if (by != null && divided.isEmpty()) {
            return Refused.mono(Rejection.invalid("figures-by-unfit"));
        }
        return figures.read(caller, org, from, to, divided.orElse(null)).map(answer -> view(org, from, to, answer));
    }

    private static FiguresView view(String org, LocalDate from, LocalDate to, Answer answer) {
        return new FiguresView(
                org,
                from,
                to,
                answer.total().hiddenDays(),
                numbers(answer.total()),
                answer.rows().stream().map(RowView::of).toList());
    }

    private static Map<String, Number> numbers(Told told) {
        var numbers = new LinkedHashMap<String, Number>();
        for (var figure : Figure.values()) {
            numbers.put(figure.key(), told.of(figure));
        }
        for (var share : Share.values()) {
            numbers.put(share.key(), share.of(told));
        }
        return numbers;
    }

    /** What a class was taught online, and what each student of it still lacks (R051); at most 31 days. */
    @GetMapping("/api/classes/{id}/coverage")
    Mono<Coverage> coverage(
            Caller caller, @PathVariable String id, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return coverage.read(caller, id, from, to);
    }
}
