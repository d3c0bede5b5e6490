package io.airclass.schedule.question;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.question.Question.Answered;
import io.airclass.schedule.upload.UploadService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
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
import tools.jackson.databind.json.JsonMapper;

/** The question desk over HTTP. */
@RestController
class QuestionController {
    private final QuestionService questions;
    private final BrowseService browsing;
    private final AnswerService answers;
    private final DeskService desks;
    private final FigureService figures;
    private final UploadService uploads;
    private final JsonMapper json;

    QuestionController(
            QuestionService questions,
            BrowseService browsing,
            AnswerService answers,
            DeskService desks,
            FigureService figures,
            UploadService uploads,
            JsonMapper json) {
        this.questions = questions;
        this.browsing = browsing;
        this.answers = answers;
        this.desks = desks;
        this.figures = figures;
        this.uploads = uploads;
        this.json = json;
    }

    /** @param fileIds pictures and voices, uploaded before */
    record AnswerRequest(
            @NotBlank @Size(max = NewQuestion.ANSWER_CHARS_MAX) @Pattern(regexp = NewQuestion.NO_ZERO)
            String text,

            @Size(max = NewQuestion.FILES_MAX) List<@NotNull @Pattern(regexp = NewQuestion.ID) String> fileIds) {
        AnswerRequest {
            fileIds = fileIds == null ? List.of() : fileIds;
        }
    }

    record ReturnRequest(
            @NotBlank @Size(max = NewQuestion.COMMENT_CHARS_MAX)
            String comment) {}

    record PrivacyRequest(@NotNull Boolean keptPrivate) {}

    record HidingRequest(@NotNull Boolean hidden) {}

    /**
     * @param medianWaitMinutes half of those answered waited at most so long
     * @param ninetyPercentWaitMinutes nine in ten waited at most so long
     * @param truncated whether there are more schools and days than are added up: ask for fewer days, or for an organisation below
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FiguresView(
            String org,
            LocalDate from,
            LocalDate to,
            long asked,
            long answered,
            Long medianWaitMinutes,
            Long ninetyPercentWaitMinutes,
            boolean truncated,
            Instant oldestWaitingSince) {}

    @PostMapping("/api/asked-questions")
    Mono<ResponseEntity<QuestionView>> ask(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody NewQuestion asked) {
        return questions
                .ask(caller, asked, IdempotencyKey.of(caller, key, "question", asked, json))
                .map(stored -> ResponseEntity.created(URI.create("/api/asked-questions/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(QuestionView.of(stored)));
    }

    @GetMapping("/api/asked-questions")
    Mono<Page<QuestionView>> browse(
            Caller caller,
            @RequestParam(required = false) Stage stage,
            @RequestParam(required = false) String subject,
            @RequestParam(required = false, defaultValue = "") String q,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return views(browsing.browse(
                caller,
                stage,
                subject == null || subject.isBlank() ? null : subject.strip(),
                q.strip(),
                PageRequest.of(QuestionRepository.ANSWERED_AT, true, limit, cursor)));
    }

    @GetMapping("/api/me/asked-questions")
    Mono<Page<QuestionView>> own(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return views(questions.own(caller, PageRequest.of(QuestionRepository.ASKED_AT, true, limit, cursor)));
    }

    @GetMapping("/api/question-desk")
    Mono<Page<QuestionView>> queue(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return views(desks.queue(caller, PageRequest.of(QuestionRepository.ASKED_AT, false, limit, cursor)));
    }

    private static Mono<Page<QuestionView>> views(Mono<Page<Stored<Question>>> page) {
        return page.map(found -> found.map(QuestionView::of));
    }

    @GetMapping("/api/asked-questions/{id}")
    Mono<ResponseEntity<QuestionView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return questions.see(caller, id).map(seen -> ETags.ok(ifNoneMatch, seen.question(), QuestionView::of));
    }

    @PutMapping("/api/asked-questions/{id}")
    Mono<ResponseEntity<QuestionView>> revise(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody NewQuestion asked) {
        return ok(questions.revise(caller, id, ETags.ifMatchRequired(ifMatch), asked));
    }

    @PutMapping("/api/asked-questions/{id}/privacy")
    Mono<ResponseEntity<QuestionView>> keepPrivate(
            Caller caller, @PathVariable String id, @Valid @RequestBody PrivacyRequest asked) {
        return ok(questions.keepPrivate(caller, id, asked.keptPrivate()));
    }

    @PutMapping("/api/asked-questions/{id}/hiding")
    Mono<ResponseEntity<QuestionView>> hide(
            Caller caller, @PathVariable String id, @Valid @RequestBody HidingRequest asked) {
        return ok(questions.hide(caller, id, asked.hidden()));
    }

    @PutMapping("/api/asked-questions/{id}/claim")
    Mono<ResponseEntity<QuestionView>> claim(Caller caller, @PathVariable String id) {
        return ok(answers.claim(caller, id));
    }

    @DeleteMapping("/api/asked-questions/{id}/claim")
    Mono<ResponseEntity<QuestionView>> release(Caller caller, @PathVariable String id) {
        return ok(answers.release(caller, id));
    }

    @PutMapping("/api/asked-questions/{id}/answer")
    Mono<ResponseEntity<QuestionView>> answer(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody AnswerRequest asked) {
        return ok(
                answers.answer(caller, id, ETags.ifMatch(ifMatch), asked.text().strip(), asked.fileIds()));
    }

    @PutMapping("/api/asked-questions/{id}/return")
    Mono<ResponseEntity<QuestionView>> sendBack(
            Caller caller, @PathVariable String id, @Valid @RequestBody ReturnRequest asked) {
        return ok(answers.sendBack(caller, id, asked.comment().strip()));
    }

    private static Mono<ResponseEntity<QuestionView>> ok(Mono<Stored<Question>> changed) {
        return changed.map(stored -> ETags.ok(stored, QuestionView::of));
    }

    @GetMapping("/api/asked-questions/{id}/pictures/{number}")
    Mono<ResponseEntity<Flux<DataBuffer>>> picture(
            Caller caller,
            @PathVariable String id,
            @PathVariable int number,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return questions
                .see(caller, id)
                .flatMap(seen -> file(seen.question().value().matter().pictures(), number, range));
    }

    @GetMapping("/api/asked-questions/{id}/answer-files/{number}")
    Mono<ResponseEntity<Flux<DataBuffer>>> answerFile(
            Caller caller,
            @PathVariable String id,
            @PathVariable int number,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return questions
                .see(caller, id)
                .flatMap(seen -> file(
                        seen.question().value() instanceof Answered answered
                                ? answered.answer().attachments()
                                : List.of(),
                        number,
                        range));
    }

    private Mono<ResponseEntity<Flux<DataBuffer>>> file(List<Attachment> files, int number, String range) {
        return number >= 0 && number < files.size()
                ? Mono.just(FileAnswers.of(
                        uploads.content(), files.get(number).content(), String.valueOf(number + 1), range))
                : Refused.mono(Rejection.notFound("question-not-found"));
    }

    @GetMapping("/api/statistics/questions")
    Mono<FiguresView> figures(
            Caller caller, @RequestParam String org, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return figures.read(caller, org, from, to)
                .map(found -> new FiguresView(
                        org,
                        from,
                        to,
                        found.sums().asked(),
                        found.sums().answered(),
                        boxed(found.sums().medianMinutes()),
                        boxed(found.sums().ninetyMinutes()),
                        found.truncated(),
                        found.oldestWaiting().orElse(null)));
    }

    private static Long boxed(OptionalLong minutes) {
        return minutes.isPresent() ? minutes.getAsLong() : null;
    }
}
