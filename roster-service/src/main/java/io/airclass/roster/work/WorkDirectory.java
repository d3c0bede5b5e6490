package io.airclass.roster.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The directory of this process among those of others: {@code p-ID} beside {@code p-ID.lock}, which the process holds for as long as it
 * lives. A directory whose lock nobody holds is of a process that was killed, and goes when the next one starts. The locks are of this
 * machine: a directory that several machines share is not for this.
 */
public final class WorkDirectory implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final Pattern LOCKS = Pattern.compile("p-[0-9a-f-]{36}\\.lock");

    /** Of this process: whoever closes a channel to a file lets all locks of the process on it go. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path lockFile;
    private final FileLock lock;
    private final AtomicLong files = new AtomicLong();

    private WorkDirectory(Path directory, Path lockFile, FileLock lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes one, and removes what dead processes left beside it. */
    public static WorkDirectory in(Path parent) throws IOException {
        Path absolute = parent.toAbsolutePath();
        Files.createDirectories(absolute);
        try (var left = Files.newDirectoryStream(
                absolute, path -> LOCKS.matcher(path.getFileName().toString()).matches())) {
            for (Path each : left) {
                removeUnlessHeld(each);
            }
        }
        while (true) {
            var own = made(absolute);
            if (own != null) {
                return own;
            }
        }
    }

    /** Null where another process, which started at the same moment, took the lock's file away before it was locked. */
    private static WorkDirectory made(Path parent) throws IOException {
        String name = "p-" + UUID.randomUUID();
        Path lockFile = parent.resolve(name + LOCK);
        OWN.add(lockFile.getFileName().toString());
        var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null || Files.notExists(lockFile)) {
            channel.close();
            OWN.remove(lockFile.getFileName().toString());
            return null;
        }
        Path directory = parent.resolve(name);
        Files.createDirectory(directory, onlyForOwner(directory));
        return new WorkDirectory(directory, lockFile, lock);
    }

    private static FileAttribute<?>[] onlyForOwner(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void removeUnlessHeld(Path lockFile) throws IOException {
        String name = lockFile.getFileName().toString();
        if (OWN.contains(name)) {
            return;
        }
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove(lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length())), lockFile);
            }
        } catch (NoSuchFileException _) {
            return; // another process was faster, or has ended
        }
    }

    /** The lock's file last: as long as there is something, it is found again. */
    private static void remove(Path directory, Path lockFile) throws IOException {
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, IOException thrown) throws IOException {
                    if (thrown != null) {
                        throw thrown;
                    }
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Files.deleteIfExists(lockFile);
    }

    /** Where a new file may be written in the clear by what needs a place in the file system; whoever does, removes it. */
    public Path newPath(String kind) {
        return directory.resolve(kind + "-" + files.incrementAndGet());
    }

    /** A new file that is sealed. */
    public WorkFile newFile(String kind) {
        return new WorkFile(newPath(kind));
    }

    /** Removes everything, what work under way still uses as well. */
    @Override
    public void close() throws IOException {
        try {
            remove(directory, lockFile);
        } finally {
            lock.acquiredBy().close();
            OWN.remove(lockFile.getFileName().toString());
        }
    }
}
