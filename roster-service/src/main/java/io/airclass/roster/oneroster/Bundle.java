package io.airclass.roster.oneroster;

import io.airclass.kit.tables.ZipEnd;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An opened bundle: the zip is whole and within its limits, the manifest agrees with it, every file's encoding is known. */
public final class Bundle implements Closeable {
    private static final String CSV = ".csv";
    private static final char BOM = '\uFEFF';

    private record Source(ZipEntry entry, Charset charset) {}

    private final ZipFile zip;
    private final long zipBytes;
    private final BundleLimits limits;
    private final Map<String, Source> sources = new HashMap<>();
    private final Manifest manifest;
    private long inflatedBytes;

    private Bundle(ZipFile zip, long zipBytes, BundleLimits limits, Findings findings) {
        this.zip = zip;
        this.zipBytes = zipBytes;
        this.limits = limits;
        this.manifest = new Manifest(findings);
    }

    /** Opens the zip; empty where it is refused as a whole, which the findings then tell. */
    public static Optional<Bundle> open(Path path, BundleLimits limits, Findings findings) throws IOException {
        if (!ZipEnd.isWithin(path, limits.entriesMax())) {
            tooManyEntries(limits, findings);
            return Optional.empty();
        }
        Bundle bundle = null;
        try {
            // names that are not marked as UTF-8 are as Chinese Windows writes them: they can at least be told
            bundle = new Bundle(new ZipFile(path.toFile(), Encoding.GB18030), Files.size(path), limits, findings);
            bundle.checkEntries(findings);
            if (!findings.refused()) {
                bundle.readManifest(findings);
            }
        } catch (ZipException | EOFException _) {
            findings.bundle("", 0, "", "zip-unreadable", Map.of());
        } catch (Inflated e) {
            findings.bundle(e.entry, 0, "", e.code, Map.of("limit", String.valueOf(e.limit)));
        }
        if (findings.refused() && bundle != null) {
            bundle.close();
        }
        return findings.refused() ? Optional.empty() : Optional.of(bundle);
    }

    public boolean has(BundleFile file) {
        return sources.containsKey(file.shortName());
    }

    /** Whether the bundle is in the older form 1.1: roles stand with the users. */
    public boolean isVersion11() {
        return manifest.isVersion11();
    }

    /** Whether any file holds changes only. */
    public boolean isDelta() {
        return Arrays.stream(BundleFile.values()).anyMatch(manifest::isDelta);
    }

    /** Whether any file is whole. */
    public boolean isBulk() {
        return sources.keySet().stream()
                .flatMap(name -> BundleFile.named(name).stream())
                .anyMatch(file -> !manifest.isDelta(file));
    }

    /** Hands on every row whose own fields are right, in the file's order, and tells the others; none where the file is absent. */
    public void rows(BundleFile file, Findings findings, Consumer<Row> taker) throws IOException {
        if (has(file)) {
            try (Rows rows = rows(file, findings)) {
                for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                    taker.accept(row.get());
                }
            }
        }
    }

    /** The same rows again, one by one; their faults are told already. The file must be there. */
    public Rows rowsAgain(BundleFile file) throws IOException {
        return rows(file, Findings.unheard());
    }

    private Rows rows(BundleFile file, Findings findings) throws IOException {
        return new Rows(file, lines(file.entryName(), sources.get(file.shortName()), findings), manifest, findings);
    }

    private CsvLines lines(String name, Source source, Findings findings) throws IOException {
        var text = new InputStreamReader(zip.getInputStream(source.entry()), source.charset());
        return new CsvLines(name, withoutBom(text), limits, findings);
    }

    private static Reader withoutBom(Reader text) throws IOException {
        var start = new PushbackReader(text);
        int first = start.read();
        if (first >= 0 && first != BOM) {
            start.unread(first);
        }
        return start;
    }

    private void checkEntries(Findings findings) throws IOException {
        if (zip.size() > limits.entriesMax()) {
            tooManyEntries(limits, findings);
            return;
        }
        Set<String> names = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            String fault = names.add(entry.getName()) ? fault(entry.getName()) : "entry-doubled";
            if (!fault.isEmpty()) {
                findings.bundle(printable(entry.getName()), 0, "", fault, Map.of());
            }
        }
        if (!names.contains(Manifest.ENTRY)) {
            findings.bundle(Manifest.ENTRY, 0, "", "manifest-missing", Map.of());
        }
        if (findings.refused()) {
            return;
        }
        for (String name : names) {
            addSource(name, findings);
        }
    }

    private static void tooManyEntries(BundleLimits limits, Findings findings) {
        findings.bundle("", 0, "", "zip-entries-too-many", Map.of("limit", String.valueOf(limits.entriesMax())));
    }

    private static String fault(String name) {
        if (name.contains("..") || name.startsWith("/") || name.contains("\\") || name.contains(":")) {
            return "entry-path-unsafe";
        }
        if (name.contains("/")) {
            return "entry-in-folder";
        }
        if (name.equals(Manifest.ENTRY)) {
            return "";
        }
        String shortName = shortName(name);
        boolean known = BundleFile.named(shortName).isPresent() || BundleFile.LEFT_ASIDE.contains(shortName);
        return name.endsWith(CSV) && known ? "" : "entry-unknown";
    }

    private static String shortName(String entryName) {
        return entryName.endsWith(CSV) ? entryName.substring(0, entryName.length() - CSV.length()) : entryName;
    }

    /** An entry's name comes from outside: no control characters, not without end. */
    private static String printable(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 100 ? clean.substring(0, 100) : clean;
    }

    private void addSource(String name, Findings findings) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        String shortName = shortName(name);
        if (BundleFile.LEFT_ASIDE.contains(shortName)) {
            sources.put(shortName, new Source(entry, Encoding.GB18030));
            findings.note(name, 0, "", "file-left-aside", Map.of());
            return;
        }
        if (shortName.equals(BundleFile.DEMOGRAPHICS.shortName())
                || shortName.equals(BundleFile.USER_PROFILES.shortName())) {
            findings.note(name, 0, "", "file-checked-only", Map.of());
        }
        charset(entry, findings).ifPresent(charset -> sources.put(shortName, new Source(entry, charset)));
    }

    private Optional<Charset> charset(ZipEntry entry, Findings findings) throws IOException {
        try (InputStream start = zip.getInputStream(entry)) {
            if (Encoding.isUtf16(start.readNBytes(2))) {
                findings.bundle(entry.getName(), 1, "", "encoding-unknown", Map.of());
                return Optional.empty();
            }
        }
        long badLine = 0;
        long before = inflatedBytes;
        for (Charset charset : Encoding.candidates()) {
            inflatedBytes = before;
            try (InputStream bytes = counted(entry)) {
                badLine = Encoding.firstBadLine(bytes, charset);
                if (badLine == 0) {
                    if (charset.equals(Encoding.GB18030)) {
                        findings.note(entry.getName(), 0, "", "encoding-gb18030", Map.of());
                    }
                    return Optional.of(charset);
                }
            }
        }
        findings.bundle(entry.getName(), badLine, "", "encoding-unknown", Map.of());
        return Optional.empty();
    }

    private void readManifest(Findings findings) throws IOException {
        Source source = sources.remove(shortName(Manifest.ENTRY));
        try (CsvLines lines = lines(Manifest.ENTRY, source, findings)) {
            boolean more = true;
            while (more) {
                more = lines.readOne((line, fields, _) -> manifest.take(line, fields));
            }
        }
        manifest.check(sources.keySet());
    }

    private InputStream counted(ZipEntry entry) throws IOException {
        return new Counted(zip.getInputStream(entry), entry);
    }

    /** Counts what really comes out: the sizes that a zip claims are the sender's word, and no part is larger than the whole. */
    private final class Counted extends FilterInputStream {
        private final ZipEntry entry;
        private final long packedBytes;
        private long bytes;

        Counted(InputStream in, ZipEntry entry) {
            super(in);
            this.entry = entry;
            this.packedBytes = Math.clamp(entry.getCompressedSize(), 1, zipBytes);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                bytes += count;
                inflatedBytes += count;
                if (inflatedBytes > limits.inflatedBytesMax()) {
                    throw new Inflated(entry.getName(), "zip-too-large", limits.inflatedBytesMax());
                }
                if (bytes > BundleLimits.RATIO_FREE_BYTES && bytes / packedBytes > limits.ratioMax()) {
                    throw new Inflated(entry.getName(), "zip-bomb", limits.ratioMax());
                }
            }
            return count;
        }
    }

    private static final class Inflated extends IOException {
        private static final long serialVersionUID = 1;
        private final String entry;
        private final String code;
        private final long limit;

        Inflated(String entry, String code, long limit) {
            super(code);
            this.entry = entry;
            this.code = code;
            this.limit = limit;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The files the bundle has, for the report. */
    public List<String> files() {
        return sources.keySet().stream().sorted().map(name -> name + CSV).toList();
    }
}
