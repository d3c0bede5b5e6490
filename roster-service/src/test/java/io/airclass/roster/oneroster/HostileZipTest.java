package io.airclass.roster.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles that somebody made in order to harm: all are refused, none takes memory by its size. */
class HostileZipTest {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL_FLAGS = 6;
    private static final int LOCAL_PACKED_BYTES = 18;
    private static final int CENTRAL_FLAGS = 8;
    private static final int CENTRAL_PACKED_BYTES = 20;
    private static final int CENTRAL_PLAIN_BYTES = 24;
    private static final int CENTRAL_ATTRIBUTES = 38;
    /** Of refusing a zip of whatever size: buffers of the inflater, the decoder and the file. */
    private static final long ALLOCATED_BYTES_MAX = 4 << 20;

    @TempDir
    Path directory;

    /** Of the zip that was opened last. */
    private Findings findings;

    private List<String> codes(byte[] zip) throws IOException {
        return codes(Zips.file(directory, zip), BundleLimits.standard());
    }

    private List<String> codes(Path zip, BundleLimits limits) throws IOException {
        findings = new Findings(100);
        var opened = Bundle.open(zip, limits, findings);
        if (opened.isPresent()) {
            try (Bundle bundle = opened.get()) {
                bundle.rows(BundleFile.ORGS, findings, _ -> {});
            }
        }
        assertThat(findings.refused()).isTrue();
        return findings.errors().stream().map(Finding::code).toList();
    }

    private static byte[] orgs(byte[] content) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("manifest.csv", Zips.manifest(Map.of("orgs.csv", "")).getBytes(StandardCharsets.UTF_8));
        files.put("orgs.csv", content);
        return Zips.raw(files);
    }

    private static byte[] orgs() {
        return orgs(Zips.school().get("orgs.csv").getBytes(StandardCharsets.UTF_8));
    }

    /** The zip with four bytes of the header of each entry made others, in the directory or at the entries themselves. */
    private static byte[] with(byte[] zip, int signature, int offset, int value) {
        var bytes = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 46 <= zip.length; at++) {
            if (bytes.getInt(at) == signature) {
                bytes.putInt(at + offset, value);
            }
        }
        return bytes.array();
    }

    @Test
    void encrypted_entries_are_refused() throws IOException {
        int encryptedAndDeflated = 1 | ZipEntry.DEFLATED << 16;

        assertThat(codes(with(orgs(), CENTRAL, CENTRAL_FLAGS, encryptedAndDeflated)))
                .containsExactly("zip-unreadable");
        assertThat(codes(with(
                        with(orgs(), CENTRAL, CENTRAL_FLAGS, encryptedAndDeflated),
                        LOCAL,
                        LOCAL_FLAGS,
                        encryptedAndDeflated)))
                .contains("zip-unreadable");
    }

    @Test
    void a_zip_within_the_zip_is_refused_by_its_name_and_by_its_content() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("manifest.csv", Zips.manifest(Map.of()).getBytes(StandardCharsets.UTF_8));
        files.put("orgs.zip", orgs());
        assertThat(codes(Zips.raw(files))).containsExactly("entry-unknown");

        assertThat(codes(orgs(orgs()))).isNotEmpty();
    }

    /** What the directory claims of the packed size is used for the ratio; what the local header claims, for nothing. */
    @ParameterizedTest
    @CsvSource({"1", "1000", "2147483647", "-2"})
    void a_bomb_that_lies_about_its_sizes_is_refused_without_being_inflated_whole(int claimed) throws IOException {
        byte[] bomb = orgs("a".repeat(8 << 20).getBytes(StandardCharsets.UTF_8));

        assertThat(codes(with(bomb, CENTRAL, CENTRAL_PACKED_BYTES, claimed))).isNotEmpty();
        assertThat(codes(with(bomb, CENTRAL, CENTRAL_PLAIN_BYTES, claimed))).isNotEmpty();
        assertThat(codes(with(bomb, LOCAL, LOCAL_PACKED_BYTES, claimed))).isNotEmpty();
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        int symbolicLink = 0120777 << 16;
        Path secret =
                Files.writeString(directory.resolve("secret"), Zips.school().get("orgs.csv"));
        byte[] link = orgs(secret.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(codes(with(link, CENTRAL, CENTRAL_ATTRIBUTES, symbolicLink))).contains("header-unknown");
    }

    @Test
    void names_as_chinese_windows_writes_them_are_told_readably() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, Charset.forName("GB18030"))) {
            for (String name : List.of("manifest.csv", "学生名单.csv")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Zips.manifest(Map.of()).getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(codes(bytes.toByteArray())).containsExactly("entry-unknown");
        assertThat(findings.errors().getFirst().file()).isEqualTo("学生名单.csv");
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private long allocatedBy(Path zip, BundleLimits limits, String code) throws IOException {
        codes(zip, limits); // classes are loaded and tables made by whoever comes first
        long before = allocated();
        assertThat(codes(zip, limits)).containsExactly(code);
        return allocated() - before;
    }

    @Test
    void a_hundred_thousand_entries_are_refused_before_their_directory_is_read() throws IOException {
        Path path = directory.resolve("entries.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (int i = 0; i < 100_000; i++) {
                zip.putNextEntry(new ZipEntry("entry-" + i));
            }
        }

        assertThat(allocatedBy(path, BundleLimits.standard(), "zip-entries-too-many"))
                .isLessThan(ALLOCATED_BYTES_MAX);
    }

    /** A line in each 64 KiB cannot be packed: below the ratio, so that only the limit of bytes refuses it. */
    static Path inflatingTo(Path path, long bytes) throws IOException {
        var block = new byte[64 * 1024];
        var random = new Random(1);
        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("manifest.csv"));
            zip.write(Zips.manifest(Map.of("users.csv", "")).getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("users.csv"));
            for (long written = 0; written <= bytes; written += block.length) {
                for (int i = 0; i < 640; i++) {
                    block[i] = (byte) ('a' + random.nextInt(26));
                }
                zip.write(block);
            }
        }
        return path;
    }

    /** The limit is less here than the standard one of 2 GB, for which the same was measured (docs/roster-import.md). */
    @Test
    void what_inflates_beyond_the_limit_is_refused_in_memory_that_does_not_grow_with_it() throws IOException {
        var limits = new BundleLimits(64, 64 << 20, 200, 5_000_000, 4_096, 65_536, 100, 100, 12, 500, 200);
        Path zip = inflatingTo(directory.resolve("large.zip"), 64 << 20);

        assertThat(allocatedBy(zip, limits, "zip-too-large")).isLessThan(ALLOCATED_BYTES_MAX);
    }
}
