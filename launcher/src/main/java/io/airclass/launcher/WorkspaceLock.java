package io.airclass.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Lets one launcher at a time start things in a directory; the system drops it with the process that holds it. */
final class WorkspaceLock implements AutoCloseable {

    private final FileChannel channel;

    private WorkspaceLock(FileChannel channel) {
        this.channel = channel;
    }

    static WorkspaceLock acquire(Workspace workspace) {
        try {
            Files.createDirectories(workspace.root());
            FileChannel channel =
                    FileChannel.open(workspace.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isHeld(channel)) {
                channel.close();
                throw new UserProblem("Airclass is already running, or being started, in " + workspace.root()
                        + ": see ./airclass status, stop it with ./airclass down.");
            }
            return new WorkspaceLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + workspace.root(), e);
        }
    }

    private static boolean isHeld(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
