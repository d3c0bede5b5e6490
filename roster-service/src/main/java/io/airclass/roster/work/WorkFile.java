package io.airclass.roster.work;

import io.airclass.roster.personal.FileKey;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written once and sealed with a key that no other process knows; closing removes it. Not for several threads. */
public final class WorkFile implements Closeable {
    private final FileKey key = FileKey.random();
    private final Path path;

    WorkFile(Path path) {
        this.path = path;
    }

    /** The content is whole once the stream is closed; a second time is refused. */
    public OutputStream writing() throws IOException {
        return key.sealing(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    public InputStream reading() throws IOException {
        return key.opening(Files.newInputStream(path));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
