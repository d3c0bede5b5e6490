package io.airclass.roster.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Figures over HTTP. */
@RestController
class FigureController {
    private final FigureService figures;

    FigureController(FigureService figures) {
        this.figures = figures;
    }

    record ChildResponse(String orgId, Figures figures) {}

    /**
     * @param children by id of the organisation that answers to this one; without schools it is not listed
     * @param countedAt when the school was counted that was counted first; absent without schools
     * @param waiting how many schools have changed since they were counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FiguresResponse(
            String orgId, Figures figures, List<ChildResponse> children, Instant countedAt, long waiting) {}

    @GetMapping("/api/orgs/{id}/figures")
    Mono<FiguresResponse> read(Caller caller, @PathVariable String id) {
        return figures.read(caller, id)
                .map(sums -> new FiguresResponse(
                        id,
                        sums.below().all(),
                        sums.below().byChild().entrySet().stream()
                                .map(child -> new ChildResponse(child.getKey(), child.getValue()))
                                .toList(),
                        sums.countedAt(),
                        sums.waiting()));
    }
}
