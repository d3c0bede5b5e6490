package io.airclass.schedule.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.OneFile;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.replay.Replay.Deleted;
import io.airclass.schedule.replay.Replay.Kept;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Replays and the tasks of those who missed a lesson, over HTTP. */
@RestController
class ReplayController {
    private final ReplayService replays;
    private final WatchService watching;

    ReplayController(ReplayService replays, WatchService watching) {
        this.replays = replays;
        this.watching = watching;
    }

    /** @param address where a provider shows it; absent for a file, which is at {@code …/content} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayView(
            String id,
            String lessonId,
            String name,
            String type,
            long size,
            int seconds,
            String address,
            Instant expiresAt,
            boolean pinned) {
        static ReplayView of(Stored<Replay> stored) {
            var kept = (Kept) stored.value();
            var content = kept.content();
            return new ReplayView(
                    stored.id(),
                    kept.of().lessonId(),
                    content.name(),
                    content.type(),
                    content.bytes(),
                    content.seconds(),
                    content.address(),
                    kept.expiresAt(),
                    kept.expiresAt().isAfter(kept.keptUntil()));
        }
    }

    record Replays(List<ReplayView> items) {}

    /**
     * The proof of a deletion.
     *
     * @param gone whether its content was seen to be gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeletionView(
            String id, String lessonId, Instant deletedAt, String deletedBy, long size, String sha256, boolean gone) {
        static DeletionView of(Stored<Replay> stored) {
            var deleted = (Deleted) stored.value();
            return new DeletionView(
                    stored.id(),
                    deleted.of().lessonId(),
                    deleted.deletedAt(),
                    deleted.deletedBy(),
                    deleted.content().bytes(),
                    deleted.content().sha256(),
                    deleted.gone());
        }
    }

    record PinRequest(@NotNull Instant until) {}

    record SpanRequest(@NotNull Integer from, @NotNull Integer until) {}

    record WatchRequest(
            @NotEmpty @Size(max = WatchRules.SPANS_MAX) List<@NotNull @Valid SpanRequest> ranges) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskView(
            String lessonId, Instant missedAt, boolean open, Instant closedAt, String replayId, Integer percent) {
        static TaskView of(Stored<ReplayTask> stored) {
            var task = stored.value();
            return new TaskView(
                    task.lessonId(),
                    task.missedAt(),
                    task.open(),
                    task.closedAt(),
                    task.replayId(),
                    task.open() ? null : task.percent());
        }
    }

    @PostMapping(path = "/api/lessons/{id}/replays", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<ReplayView>> upload(
            Caller caller,
            @PathVariable String id,
            @RequestParam @Min(1) @Max(ReplayRules.SECONDS_MAX) int seconds,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, required = false) Long bodyBytes,
            @RequestBody Flux<PartEvent> parts) {
        String replayId =
                IdempotencyKey.of(caller, key, "replay of " + id, new byte[0]).id();
        return OneFile.of(
                        parts,
                        bodyBytes,
                        replays.bytesMax(),
                        (name, content) -> replays.upload(caller, id, replayId, name, seconds, content))
                .map(stored -> ResponseEntity.created(URI.create("/api/replays/" + stored.id()))
                        .body(ReplayView.of(stored)));
    }

    @GetMapping("/api/lessons/{id}/replays")
    Mono<Replays> ofLesson(Caller caller, @PathVariable String id) {
        return replays.ofLesson(caller, id)
                .map(all -> new Replays(all.stream().map(ReplayView::of).toList()));
    }

    @PutMapping("/api/lessons/{id}/recordings")
    Mono<Replays> recordings(Caller caller, @PathVariable String id) {
        return replays.lookForRecordings(caller, id).then(ofLesson(caller, id));
    }

    @GetMapping("/api/replays/{id}")
    Mono<ReplayView> show(Caller caller, @PathVariable String id) {
        return replays.toWatch(caller, id).map(ReplayView::of);
    }

    @GetMapping("/api/replays/{id}/content")
    Mono<ResponseEntity<Flux<DataBuffer>>> content(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return replays.toWatch(caller, id).map(stored -> {
            var content = stored.value().content();
            return content.isFile()
                    ? FileAnswers.of(
                            replays.content(),
                            new StoredFile(content.place(), content.bytes(), content.sha256(), content.type()),
                            content.name(),
                            range)
                    : ResponseEntity.status(HttpStatus.SEE_OTHER)
                            .location(URI.create(content.address()))
                            .build();
        });
    }

    @PutMapping("/api/replays/{id}/pin")
    Mono<ReplayView> pin(Caller caller, @PathVariable String id, @Valid @RequestBody PinRequest request) {
        return replays.pin(caller, id, request.until().truncatedTo(ChronoUnit.MILLIS))
                .map(ReplayView::of);
    }

    @DeleteMapping("/api/replays/{id}")
    Mono<ResponseEntity<Void>> delete(Caller caller, @PathVariable String id) {
        return replays.delete(caller, id).thenReturn(ResponseEntity.noContent().build());
    }

    @GetMapping("/api/replays/{id}/deletion")
    Mono<DeletionView> deletion(Caller caller, @PathVariable String id) {
        return replays.deletion(caller, id).map(DeletionView::of);
    }

    @PutMapping("/api/replays/{id}/watching")
    Mono<WatchService.Progress> watch(
            Caller caller, @PathVariable String id, @Valid @RequestBody WatchRequest request) {
        var spans = request.ranges().stream()
                .map(span -> new Span(span.from(), span.until()))
                .toList();
        return watching.watch(caller, id, spans);
    }

    @GetMapping("/api/me/replay-tasks")
    Mono<Page<TaskView>> tasks(
            Caller caller,
            @RequestParam(required = false) String childId,
            @RequestParam(defaultValue = "true") boolean open,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return watching.tasks(caller, Optional.ofNullable(childId), open, PageRequest.of("_id", true, limit, cursor))
                .map(page -> page.map(TaskView::of));
    }
}
