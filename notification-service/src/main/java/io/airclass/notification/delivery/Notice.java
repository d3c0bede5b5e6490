package io.airclass.notification.delivery;

import java.util.Map;
import java.util.Optional;

/**
 * What a fact is worth telling.
 *
 * @param kind the fact, by its name
 * @param classId the class it is about
 * @param link where more can be read, a path of the API
 * @param facts what the text is filled with: instants and dates in ISO form, under names that end in {@code At} and
 *     {@code On}; {@code about} is the id of the assignment, exam or class, {@code variant} a text of its own for a special case
 * @param bundle what all facts have in common of which each person is told one; empty for a fact that is told by itself
 */
record Notice(
        String kind,
        Audience audience,
        String classId,
        String link,
        Map<String, String> facts,
        Optional<String> bundle) {
    Notice(String kind, Audience audience, String classId, String link, Map<String, String> facts) {
        this(kind, audience, classId, link, facts, Optional.empty());
    }
}
