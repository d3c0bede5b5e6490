package io.airclass.homework.budget;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import jakarta.validation.Valid;
import java.time.LocalDate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The minutes of classes, and the days without homework of schools, over HTTP. */
@RestController
class BudgetController {
    private final BudgetService budget;
    private final FreeDaysService freeDays;

    BudgetController(BudgetService budget, FreeDaysService freeDays) {
        this.budget = budget;
        this.freeDays = freeDays;
    }

    @GetMapping("/api/classes/{id}/homework-budget")
    Mono<BudgetView> left(
            Caller caller, @PathVariable String id, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return budget.left(caller, id, from, to);
    }

    @GetMapping("/api/schools/{id}/no-homework-days")
    Mono<ResponseEntity<FreeDaysView>> freeDays(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return freeDays.find(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, FreeDaysView::of));
    }

    @PutMapping("/api/schools/{id}/no-homework-days")
    Mono<ResponseEntity<FreeDaysView>> changeFreeDays(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody FreeDaysRequest asked) {
        return freeDays.put(caller, id, asked, ETags.ifMatch(ifMatch))
                .map(stored -> ETags.ok(stored, FreeDaysView::of));
    }
}
