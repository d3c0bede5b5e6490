package io.airclass.roster.personal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Particulars over HTTP; no cache keeps an answer. */
@RestController
class PersonalController {
    private final PersonalService personal;

    PersonalController(PersonalService personal) {
        this.personal = personal;
    }

    /** Fields that are absent stay as they are; an empty one is removed. */
    record PersonalRequest(
            @Size(max = 32) String phone,
            @Size(max = 32) String identityNumber,
            @Size(max = 32) String studentNumber) {
        Map<Particular, String> wanted() {
            var wanted = new EnumMap<Particular, String>(Particular.class);
            put(wanted, Particular.PHONE, phone);
            put(wanted, Particular.IDENTITY_NUMBER, identityNumber);
            put(wanted, Particular.STUDENT_NUMBER, studentNumber);
            return wanted;
        }

        private static void put(Map<Particular, String> wanted, Particular field, String text) {
            if (text != null) {
                wanted.put(field, text);
            }
        }

        @Override
        public String toString() {
            return "PersonalRequest" + wanted().keySet();
        }
    }

    record DisclosureRequest(
            @NotEmpty Set<@NotNull Particular> fields,
            @NotBlank @Size(max = 200) String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PersonalResponse(String phone, String identityNumber, String studentNumber, boolean masked) {
        static PersonalResponse of(PersonalService.Shown shown) {
            return new PersonalResponse(
                    shown.texts().get(Particular.PHONE),
                    shown.texts().get(Particular.IDENTITY_NUMBER),
                    shown.texts().get(Particular.STUDENT_NUMBER),
                    shown.masked());
        }

        @Override
        public String toString() {
            return "PersonalResponse";
        }
    }

    @GetMapping("/api/people/{id}/personal")
    Mono<ResponseEntity<PersonalResponse>> read(Caller caller, @PathVariable String id) {
        return personal.read(caller, id).map(PersonalController::answer);
    }

    @PutMapping("/api/people/{id}/personal")
    Mono<ResponseEntity<PersonalResponse>> write(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody PersonalRequest request) {
        return personal.write(caller, id, ETags.ifMatch(ifMatch), request.wanted())
                .map(PersonalController::answer);
    }

    /** In the clear for the school's register; each asking is audited. */
    @PostMapping("/api/people/{id}/personal/disclosures")
    Mono<ResponseEntity<PersonalResponse>> disclose(
            Caller caller, @PathVariable String id, @Valid @RequestBody DisclosureRequest request) {
        return personal.disclose(caller, id, request.fields(), request.reason().strip())
                .map(PersonalController::answer);
    }

    private static ResponseEntity<PersonalResponse> answer(PersonalService.Shown shown) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag(ETags.of(shown.version()))
                .body(PersonalResponse.of(shown));
    }
}
