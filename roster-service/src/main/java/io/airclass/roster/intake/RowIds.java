package io.airclass.roster.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which rows of whole bundles the relations of one class, or of one organisation, stand for, so that a change finds the relation again that a row
 * stood for. Of each the hash of the row's id and of the person's, and a kind: {@value #ENTRY_BYTES} bytes.
 *
 * @param entries sorted
 */
public record RowIds(byte[] entries) {
    static final int ENTRY_BYTES = 17;
    /** Of one document; no school comes near. */
    static final int ENTRIES_MAX = 100_000;

    static final RowIds NONE = new RowIds(new byte[0]);

    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::person)
            .thenComparingLong(Entry::row)
            .thenComparingInt(Entry::kind);

    /**
     * One relation.
     *
     * @param kind at an organisation the ordinal of a role; in a class {@link #STUDENT}, {@link #TEACHER} or a subject's
     */
    record Entry(long row, long person, byte kind) {}

    static final byte STUDENT = 0;
    /** Of no subject or of several. */
    static final byte TEACHER = 1;

    private static final int SUBJECT_KINDS = 120;

    public RowIds {
        entries = entries.clone();
    }

    static RowIds of(Collection<Entry> all) {
        var bytes = ByteBuffer.allocate(all.size() * ENTRY_BYTES);
        all.stream().sorted(ORDER).forEach(each -> bytes.putLong(each.row())
                .putLong(each.person())
                .put(each.kind()));
        return new RowIds(bytes.array());
    }

    /** The document's id for the enrolments in a class. */
    static String ofClass(String classId) {
        return "class:" + classId;
    }

    /** The document's id for the roles at an organisation. */
    static String ofOrg(String orgId) {
        return "org:" + orgId;
    }

    static byte kindOfTeacher(List<String> subjects) {
        return subjects.size() == 1 ? kindOf(subjects.getFirst()) : TEACHER;
    }

    static byte kindOf(String subject) {
        return (byte) (TEACHER + 1 + Math.floorMod(hash(subject), SUBJECT_KINDS));
    }

    /** FNV-1a of 64 bits, mixed: within one class or organisation no two ids meet. */
    static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each) * 0x100000001b3L;
        }
        return (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
    }

    @Override
    public byte[] entries() {
        return entries.clone();
    }

    List<Entry> all() {
        var bytes = ByteBuffer.wrap(entries);
        var all = new ArrayList<Entry>();
        while (bytes.hasRemaining()) {
            all.add(new Entry(bytes.getLong(), bytes.getLong(), bytes.get()));
        }
        return all;
    }

    /** These, and those of the known ones that are of other people; none where they are too many for a document. */
    RowIds besidesThoseOfOthers(RowIds known, long[] sortedPeople) {
        var both = new ArrayList<>(all());
        known.all().stream()
                .filter(each -> Arrays.binarySearch(sortedPeople, each.person()) < 0)
                .forEach(both::add);
        return both.size() > ENTRIES_MAX ? NONE : of(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowIds rowIds && Arrays.equals(entries, rowIds.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return "RowIds[" + entries.length / ENTRY_BYTES + "]";
    }
}
