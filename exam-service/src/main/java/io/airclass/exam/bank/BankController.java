package io.airclass.exam.bank;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Importing and reading question banks. */
@RestController
public final class BankController {

    private final BankService banks;
    private final ProblemTexts texts;

    public BankController(BankService banks, ProblemTexts texts) {
        this.banks = banks;
        this.texts = texts;
    }

    /** A remark with its text in the caller's language. */
    public record RemarkView(int line, String code, String excerpt, String message) {}

    /** The report with its texts. */
    public record ReportView(
            String org,
            String bank,
            String encoding,
            int imported,
            int alreadyThere,
            int comments,
            List<ImportReport.Line> questions,
            List<ImportReading.FoundCategory> categories,
            List<RemarkView> problems,
            List<RemarkView> notices) {}

    /** A question with its key. */
    public record BankedView(
            String id,
            String org,
            String bank,
            Instant importedAt,
            @JsonUnwrapped QuestionView question,
            KeyView key) {
        static BankedView of(Stored<BankedQuestion> stored) {
            var banked = stored.value();
            return new BankedView(
                    stored.id(),
                    banked.org(),
                    banked.bank(),
                    banked.importedAt(),
                    QuestionView.of(banked.question()),
                    KeyView.of(banked.question()));
        }
    }

    /** Takes the file as it is on disk; a repeat of the same file adds nothing, so it needs no Idempotency-Key. */
    @PostMapping(path = "/api/question-imports", consumes = MediaType.TEXT_PLAIN_VALUE)
    public Mono<ReportView> importQuestions(
            Caller caller,
            @RequestParam String bank,
            @RequestParam Optional<String> org,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            ServerHttpRequest request) {
        var locale = ProblemTexts.choose(language);
        return DataBufferUtils.join(request.getBody(), BankRules.IMPORT_BYTES_MAX)
                .map(BankController::bytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(file -> banks.importGift(caller, org, bank, file))
                .map(report -> view(report, locale));
    }

    @GetMapping("/api/questions")
    public Mono<Page<BankedView>> questions(
            Caller caller,
            @RequestParam String bank,
            @RequestParam Optional<String> org,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return banks.page(caller, org, bank, limit, cursor).map(page -> page.map(BankedView::of));
    }

    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private ReportView view(ImportReport report, Locale locale) {
        return new ReportView(
                report.shelf().org(),
                report.shelf().bank(),
                report.encoding(),
                report.imported(),
                report.alreadyThere(),
                report.comments(),
                report.questions(),
                report.categories(),
                remarks(report.problems(), locale),
                remarks(report.notices(), locale));
    }

    private List<RemarkView> remarks(List<Remark> remarks, Locale locale) {
        return remarks.stream()
                .map(r -> new RemarkView(
                        r.line(), r.code(), r.excerpt(), texts.detail(Rejection.ruleBroken(r.slug()), locale)))
                .toList();
    }
}
