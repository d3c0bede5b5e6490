package io.airclass.kit.tables;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Looks at all parts of a workbook, as they really are, before a library reads any. Blocks. */
public final class WorkbookGuard {
    /** It claims or holds more than the bounds. */
    public static final String BOMB = "workbook-bomb";
    /** It declares entities, or is written so that this could not be seen. */
    public static final String ENTITIES = "workbook-entities";
    /** It is no workbook, or one that two readers would read differently. */
    public static final String UNREADABLE = "workbook-unreadable";

    private static final int RATIO_MAX = 200;
    private static final int RATIO_FREE_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 64 * 1024;
    /** More than the longest word that is looked for, and stays at the end of a piece. */
    private static final int SEAM_CHARS = 32;
    /** A cell's address with more than three letters, or written so that they could not be counted: the library makes room for every column before it. */
    private static final Pattern FAR_CELL = Pattern.compile("(?:\\s|(?<!xmlns):)r ?= ?[\"'] ?(?:[A-Za-z]{4}|&)");

    /** What a library keeps an object of for each: a string that cells share, and a sheet, a format or a relation of any part. */
    private static final Pattern KEPT =
            Pattern.compile("[<:](?:(si)|sheet|xf|numFmt|Relationship|Override|Default)[ />]");

    /** More formats than Excel knows. */
    private static final int KEPT_MAX = 70_000;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    /** A sign of less, after a byte order mark, in UTF-8 or in UTF-16. */
    private static final Pattern XML = Pattern.compile("(?:\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)?[\\s\\x00]*<");

    private WorkbookGuard() {}

    /**
     * @param entriesMax parts of the workbook
     * @param inflatedBytesMax of all parts together
     * @param sharedStringsBytesMax of the one part that libraries keep in memory
     * @param sharedStringsMax how many these are, however short
     */
    public record Limits(int entriesMax, long inflatedBytesMax, long sharedStringsBytesMax, int sharedStringsMax) {}

    /** @param what the bound, or the part, that it is about; may be empty */
    public record Fault(String code, String what) {}

    /** Why a workbook is not read; empty where nothing is wrong with it. */
    public static Optional<Fault> fault(Path xlsx, Limits limits) throws IOException {
        if (!ZipEnd.isWithin(xlsx, limits.entriesMax())) {
            return Optional.of(new Fault(BOMB, limits.entriesMax() + " parts"));
        }
        if (!ZipEnd.isUnambiguous(xlsx)) {
            return Optional.of(new Fault(UNREADABLE, ""));
        }
        try (var zip = new ZipFile(xlsx.toFile())) {
            if (zip.stream().map(ZipEntry::getName).distinct().count() < zip.size()) {
                // another reader could take the other part of the name
                return Optional.of(new Fault(UNREADABLE, ""));
            }
            var inspection = new Inspection(limits, Files.size(xlsx));
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    var fault = inspection.of(entry, in);
                    if (fault.isPresent()) {
                        return fault;
                    }
                }
            }
            return Optional.empty();
        } catch (ZipException | EOFException damaged) {
            return Optional.of(new Fault(UNREADABLE, ""));
        }
    }

    private static final class Inspection {
        private final Limits limits;
        private final long zipBytes;
        private long inflated;
        private int kept;
        private int sharedStrings;

        Inspection(Limits limits, long zipBytes) {
            this.limits = limits;
            this.zipBytes = zipBytes;
        }

        Optional<Fault> of(ZipEntry entry, InputStream in) throws IOException {
            long packed = Math.clamp(entry.getCompressedSize(), 1, zipBytes);
            long left = limits.inflatedBytesMax() - inflated;
            long bytesMax = entry.getName().endsWith("sharedStrings.xml")
                    ? Math.min(limits.sharedStringsBytesMax(), left)
                    : left;
            boolean xml = false;
            var buffer = new byte[PIECE_BYTES];
            var tail = "";
            long bytes = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                boolean ratio = bytes > RATIO_FREE_BYTES && bytes / packed > RATIO_MAX;
                if (bytes > bytesMax || ratio) {
                    return Optional.of(new Fault(BOMB, ratio ? RATIO_MAX + " : 1" : bytesMax + " bytes"));
                }
                var text = tail + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                xml = xml || bytes == count && isXml(entry.getName(), text);
                if (xml) {
                    // a zero byte is UTF-16, in which a declaration would not be seen
                    if (text.contains("<!") || text.indexOf('\0') >= 0) {
                        return Optional.of(new Fault(ENTITIES, entry.getName()));
                    }
                    var plain = SPACE.matcher(text).replaceAll(" ");
                    if (FAR_CELL.matcher(plain).find()) {
                        return Optional.of(new Fault(BOMB, "columns"));
                    }
                    count(plain);
                    if (kept > KEPT_MAX || sharedStrings > limits.sharedStringsMax()) {
                        return Optional.of(new Fault(BOMB, kept > KEPT_MAX ? "sheets" : "strings"));
                    }
                    tail = plain.substring(Math.max(plain.length() - SEAM_CHARS, 0));
                }
            }
            inflated += bytes;
            return Optional.empty();
        }

        private void count(String plain) {
            for (var found = KEPT.matcher(plain); found.find(); ) {
                if (found.group(1) == null) {
                    kept++;
                } else {
                    sharedStrings++;
                }
            }
        }

        /** By its name, or by its beginning: a relation may call a sheet whatever it likes. */
        private static boolean isXml(String name, String beginning) {
            return name.endsWith(".xml")
                    || name.endsWith(".rels")
                    || XML.matcher(beginning).lookingAt();
        }
    }
}
