package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows the relations of one class, or of some people at one organisation, stand for, so that a change finds the relation again that a
 * row stood for. Of each the hash of the row's id and of the person's, and a kind: {@value #ENTRY_BYTES} bytes.
 *
 * @param entries sorted
 */
public record RowIds(byte[] entries) {
    static final int ENTRY_BYTES = 17;
    /** Of one document, which is then of 850 KB. */
    static final int ENTRIES_MAX = 50_000;

    /** Documents of one organisation, which has room for 400,000 roles in them; most have few, and a class has one. */
    static final int PARTS = 8;

    private static final int PART_BITS = 3;

    static final RowIds NONE = new RowIds(new byte[0]);

    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::person)
            .thenComparingLong(Entry::row)
            .thenComparingInt(Entry::kind);

    /**
     * One relation.
     *
     * @param kind at an organisation a role's; in a class {@link #STUDENT}, {@link #TEACHER} or a subject's
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

    /** The document's id for the roles of this person at an organisation. */
    static String ofOrg(String orgId, long person) {
        return "org:" + orgId + ":" + (person >>> Long.SIZE - PART_BITS);
    }

    /** The ids of all documents for the roles at an organisation. */
    static List<String> ofOrg(String orgId) {
        return IntStream.range(0, PARTS)
                .mapToObj(part -> "org:" + orgId + ":" + part)
                .toList();
    }

    /** As it is stored: another order of the roles changes nothing. */
    static byte kindOf(Role role) {
        return switch (role) {
            case STUDENT -> 0;
            case GUARDIAN -> 1;
            case TEACHER -> 2;
            case HEAD_TEACHER -> 3;
            case SCHOOL_ADMINISTRATOR -> 4;
            case PRINCIPAL -> 5;
            case TEACHING_OFFICER -> 6;
            case TECHNICAL_OFFICER -> 7;
            case SUPERVISION_OFFICER -> 8;
            case ORG_ADMINISTRATOR -> 9;
            case RESEARCHER -> 10;
            case VENDOR_ENGINEER -> 11;
            case PLATFORM_ADMINISTRATOR -> 12;
        };
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
