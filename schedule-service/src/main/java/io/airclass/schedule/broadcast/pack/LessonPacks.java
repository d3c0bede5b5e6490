package io.airclass.schedule.broadcast.pack;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.kit.files.StoredFile;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The packs of one lesson.
 *
 * @param standard the variant of the classes that are not named in {@code assigned}; absent where they get none
 * @param sharedAt when the classes got what they have now
 */
public record LessonPacks(
        List<Variant> variants,
        List<Assigned> assigned,
        @MayBeAbsent String standard,
        String sharedBy,
        Instant sharedAt) {
    public LessonPacks {
        variants = List.copyOf(variants);
        assigned = List.copyOf(assigned);
    }

    /** @param name that the variant has among those of the lesson */
    public record Variant(String name, List<PackItem> items) {
        public Variant {
            items = List.copyOf(items);
        }
    }

    /** Which variant a class gets. */
    public record Assigned(String classId, String variant) {}

    /**
     * One thing of a pack: a file, or a resource of the catalogue.
     *
     * @param forStudents whether students get it too, not only their teachers
     */
    public record PackItem(
            String title,
            boolean forStudents,
            @MayBeAbsent PackFile file,
            @MayBeAbsent String resourceId) {}

    /**
     * A file as it was uploaded.
     *
     * @param fileId of the upload
     * @param type media type, by content
     */
    public record PackFile(String fileId, String type, long bytes, String sha256, String blobId) {
        StoredFile content() {
            return new StoredFile(blobId, bytes, sha256, type);
        }
    }

    /** What a class gets. */
    Optional<Variant> of(String classId) {
        var name = assigned.stream()
                .filter(one -> one.classId().equals(classId))
                .map(Assigned::variant)
                .findFirst()
                .or(() -> Optional.ofNullable(standard));
        return variants.stream()
                .filter(variant -> name.filter(variant.name()::equals).isPresent())
                .findFirst();
    }

    boolean saysTheSame(LessonPacks other) {
        return variants.equals(other.variants)
                && assigned.equals(other.assigned)
                && Objects.equals(standard, other.standard);
    }
}
