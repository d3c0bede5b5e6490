package io.airclass.roster.care;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.roster.Connectivity;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.store.Stored;
import io.airclass.kit.tables.CsvText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Students' circumstances over HTTP. */
@RestController
class CareController {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final CareService care;

    CareController(CareService care) {
        this.care = care;
    }

    record ConnectivityRequest(@NotNull Connectivity kind) {}

    record FlagsRequest(
            @NotNull @Size(max = 8) List<@NotNull CareFlag> flags,
            @Size(max = 64) String timeZone) {}

    record ContactRequest(
            @NotNull ContactHow how, @Size(max = 200) String note) {}

    /** @param kind absent while nobody has stated it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConnectivityResponse(Connectivity kind) {
        static ConnectivityResponse of(Stored<Care> stored) {
            return new ConnectivityResponse(stored.value().connectivity());
        }
    }

    record ContactResponse(LocalDate day, String by, ContactHow how, String note) {
        static ContactResponse of(Contact contact) {
            return new ContactResponse(contact.day(), contact.by(), contact.how(), contact.note());
        }
    }

    /** @param contacts the latest last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CareResponse(
            Connectivity connectivity, List<CareFlag> flags, String timeZone, List<ContactResponse> contacts) {
        static CareResponse of(Stored<Care> stored) {
            Care care = stored.value();
            return new CareResponse(
                    care.connectivity(),
                    care.flags(),
                    care.timeZone(),
                    care.contacts().stream().map(ContactResponse::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InClassResponse(
            String studentId,
            String name,
            Connectivity connectivity,
            List<CareFlag> flags,
            String timeZone,
            LocalDate lastContact,
            boolean contactedThisWeek) {
        static InClassResponse of(CareService.InClass one) {
            Care care = one.care();
            return new InClassResponse(
                    one.studentId(),
                    one.name(),
                    care.connectivity(),
                    care.flags(),
                    care.timeZone(),
                    care.contacts().isEmpty() ? null : care.contacts().getLast().day(),
                    one.contactedThisWeek());
        }
    }

    record ClassResponse(List<InClassResponse> items) {}

    @GetMapping("/api/people/{id}/connectivity")
    Mono<ResponseEntity<ConnectivityResponse>> connectivity(Caller caller, @PathVariable String id) {
        return care.connectivity(caller, id).map(known -> answer(known, ConnectivityResponse::of));
    }

    @PutMapping("/api/people/{id}/connectivity")
    Mono<ResponseEntity<ConnectivityResponse>> state(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody ConnectivityRequest request) {
        return care.state(caller, id, request.kind(), ETags.ifMatch(ifMatch))
                .map(put -> answer(Optional.of(put.stored()), ConnectivityResponse::of));
    }

    @GetMapping("/api/people/{id}/care")
    Mono<ResponseEntity<CareResponse>> read(Caller caller, @PathVariable String id) {
        return care.read(caller, id).map(known -> answer(known, CareResponse::of));
    }

    @PutMapping("/api/people/{id}/care")
    Mono<ResponseEntity<CareResponse>> flag(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody FlagsRequest request) {
        return care.flag(caller, id, request.flags(), request.timeZone(), ETags.ifMatch(ifMatch))
                .map(put -> answer(Optional.of(put.stored()), CareResponse::of));
    }

    /** That the family was talked to on that day; another of the same day takes its place. */
    @PutMapping("/api/people/{id}/contacts/{day}")
    Mono<ResponseEntity<CareResponse>> contacted(
            Caller caller,
            @PathVariable String id,
            @PathVariable LocalDate day,
            @Valid @RequestBody ContactRequest request) {
        String note = request.note() == null ? "" : request.note().strip();
        return care.contacted(caller, id, day, request.how(), note)
                .map(stored -> answer(Optional.of(stored), CareResponse::of));
    }

    @GetMapping("/api/classes/{id}/care")
    Mono<ClassResponse> ofClass(Caller caller, @PathVariable String id) {
        return care.ofClass(caller, id)
                .map(all ->
                        new ClassResponse(all.stream().map(InClassResponse::of).toList()));
    }

    @GetMapping(path = "/api/orgs/{id}/data-pack-beneficiaries", produces = "text/csv;charset=UTF-8")
    Mono<ResponseEntity<String>> beneficiaries(Caller caller, @PathVariable String id) {
        return care.beneficiaries(caller, id).map(rows -> ResponseEntity.ok()
                .contentType(CSV)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("data-packs.csv")
                                .build()
                                .toString())
                .body(csv(rows)));
    }

    private static String csv(List<CareService.Beneficiary> rows) {
        return CsvText.BYTE_ORDER_MARK
                + CsvText.line("班级", "姓名", "学生编号", "上网条件")
                + rows.stream()
                        .map(row -> CsvText.line(
                                row.className(),
                                row.name(),
                                row.studentId(),
                                row.connectivity() == null ? "" : row.connectivity()))
                        .collect(Collectors.joining());
    }

    private static <B> ResponseEntity<B> answer(Optional<Stored<Care>> known, Function<Stored<Care>, B> body) {
        return known.map(stored -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .eTag(ETags.of(stored.version()))
                        .body(body.apply(stored)))
                .orElseGet(() -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(body.apply(new Stored<>("", 0, Care.NOTHING_STATED))));
    }
}
