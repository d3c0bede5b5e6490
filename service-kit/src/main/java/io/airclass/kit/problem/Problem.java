package io.airclass.kit.problem;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The members of an RFC 9457 problem, in the order in which they are written. */
final class Problem {
    /** Where the types of our problems live; the slug follows. */
    static final String TYPES = "https://airclass.io/problems/";

    private Problem() {}

    static Map<String, Object> of(Rejection rejection, ProblemTexts texts, Locale locale, String traceId) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", TYPES + rejection.slug());
        members.put("title", texts.title(rejection, locale));
        members.put("status", rejection.status());
        members.put("detail", texts.detail(rejection, locale));
        rejection.facts().forEach(members::putIfAbsent);
        if (rejection instanceof Rejection.Invalid invalid && !invalid.errors().isEmpty()) {
            members.put("errors", invalid.errors());
        }
        if (traceId != null) {
            members.put("traceId", traceId);
        }
        return members;
    }
}
