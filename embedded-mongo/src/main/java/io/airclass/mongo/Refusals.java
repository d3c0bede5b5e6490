package io.airclass.mongo;

import de.bwaldvogel.mongo.exception.MongoServerError;

/** The errors that this server answers of its own, with MongoDB's numbers. */
final class Refusals {
    private Refusals() {}

    /** What a MongoDB does and this server cannot: refused rather than done wrong. */
    static MongoServerError notSupported(String what) {
        return new MongoServerError(115, "CommandNotSupported", "The embedded database does not support " + what + ".");
    }

    static MongoServerError badValue(String message) {
        return new MongoServerError(2, "BadValue", message);
    }

    static MongoServerError tooLarge(long bytes) {
        return new MongoServerError(
                10334, "BSONObjectTooLarge", "The document has " + bytes + " bytes, more than the limit of 16777216.");
    }

    static MongoServerError diskFull(String message) {
        return new MongoServerError(14031, "OutOfDiskSpace", message);
    }
}
