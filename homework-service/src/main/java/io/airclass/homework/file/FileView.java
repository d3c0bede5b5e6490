package io.airclass.homework.file;

import io.airclass.kit.store.Stored;

/**
 * What is told of a file.
 *
 * @param size in bytes
 */
record FileView(String id, String name, String type, long size, String sha256) {
    static FileView of(Stored<HomeworkFile> stored) {
        var file = stored.value();
        return new FileView(stored.id(), file.name(), file.type(), file.bytes(), file.sha256());
    }
}
