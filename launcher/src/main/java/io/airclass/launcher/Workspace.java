package io.airclass.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The directories of one installation.
 *
 * @param home the repository's root, where the built jars are
 * @param root data, logs and state ({@code .airclass})
 */
public record Workspace(Path home, Path root) {

    private static final String PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int PASSWORD_CHARS = 20;
    private static final int KEY_BYTES = 32;

    public Workspace {
        home = home.toAbsolutePath().normalize();
        root = root.toAbsolutePath().normalize();
    }

    public Path data() {
        return root.resolve("data");
    }

    public Path files() {
        return root.resolve("files");
    }

    /** For files that last as long as an import or export. */
    public Path work() {
        return root.resolve("work");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** The unpacked programs. */
    public Path apps() {
        return root.resolve("apps");
    }

    public Path stateFile() {
        return root.resolve("state.json");
    }

    public Path lockFile() {
        return root.resolve("lock");
    }

    /** Exists once the demo region has been loaded. */
    public Path demoMarker() {
        return data().resolve("demo-region-loaded");
    }

    public Path passwordFile() {
        return root.resolve("admin-password");
    }

    public Path personalKeysFile() {
        return root.resolve("personal-keys");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** The first account's password: made up at the first call, then kept, readable by its owner only. */
    public String bootstrapPassword() {
        return secret(passwordFile(), Workspace::newPassword);
    }

    /** What encrypts personal particulars and signing keys in the database; without this file they cannot be read again. */
    public String personalKeys() {
        return secret(personalKeysFile(), Workspace::newKeys);
    }

    private String secret(Path file, Supplier<String> made) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(root);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, made.get() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what the suite stored; unpacked programs, logs, the password and the keys stay. */
    public void forgetData() {
        deleteTree(data());
        deleteTree(files());
        deleteTree(work());
    }

    static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory, e);
        }
    }

    private static String newKeys() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return "k1:" + Base64.getEncoder().encodeToString(key);
    }

    private static String newPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_CHARS; i++) {
            password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return password.toString();
    }
}
