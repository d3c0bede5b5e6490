package io.airclass.schedule.course;

import io.airclass.contracts.MayBeAbsent;
import java.time.LocalDate;
import java.util.List;

/**
 * What a course is to be.
 *
 * @param syllabus absent where none is attached
 * @param units in the order in which they are taught
 */
public record Plan(@MayBeAbsent Syllabus syllabus, List<Part> units) {

    /** The file of the syllabus; its content is in the file store. */
    public record Syllabus(String fileId, String name, String type, long bytes, String sha256, String blobId) {}

    /**
     * A unit.
     *
     * @param until the last day on which it is taught; it begins when the one before has ended
     * @param resourceIds of the catalogue, that a student has to learn with
     */
    public record Part(String name, LocalDate until, List<String> resourceIds) {}
}
