package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.required;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Who teaches a subject to a class; a person who teaches two subjects is listed twice. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClassTeacher(String personId, String subject) {
    public ClassTeacher {
        required("personId", personId);
        required("subject", subject);
    }
}
