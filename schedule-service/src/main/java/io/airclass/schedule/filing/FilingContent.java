package io.airclass.schedule.filing;

import io.airclass.kit.files.StoredFile;
import java.util.List;

/** What a version of a filing contains; never changed. */
public sealed interface FilingContent {

    /**
     * The timetables of a school's classes, or what was filed below a bureau.
     *
     * @param members in the order of their ids
     * @param missing ids of those that belong to it and have nothing, in order
     */
    record Bundle(List<Member> members, List<String> missing) implements FilingContent {}

    /**
     * One class or organisation in a bundle.
     *
     * @param hash of its timetable of the week, or of its own bundle
     */
    record Member(String id, String hash) {}

    /**
     * A plan.
     *
     * @param name what who filed it calls it; data, never a path
     */
    record Pdf(String name, long bytes, String sha256, String blobId) implements FilingContent {
        static final String TYPE = "application/pdf";

        StoredFile file() {
            return new StoredFile(blobId, bytes, sha256, TYPE);
        }
    }
}
