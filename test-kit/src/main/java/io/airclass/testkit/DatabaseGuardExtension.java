package io.airclass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test in which something was asked of the database that breaks a {@link DatabaseRule} and is not excused in
 * {@code database-exceptions.txt}, and the whole run where a line of that file excused nothing. JUnit finds it by itself, so
 * that no test can forget it.
 */
public final class DatabaseGuardExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final List<DatabaseGuard> GUARDS = new CopyOnWriteArrayList<>();
    private static final DatabaseExceptions EXCEPTIONS = DatabaseExceptions.ofModule();
    private static volatile boolean active;

    static void watch(DatabaseGuard guard) {
        GUARDS.add(guard);
    }

    /** Whether tests run in this JVM; it may be a benchmark's, say. */
    static boolean isActive() {
        return active;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        active = true;
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(DatabaseGuardExtension.class))
                .computeIfAbsent(AtTheEnd.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check(GUARDS, EXCEPTIONS);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check(GUARDS, EXCEPTIONS);
    }

    static void check(List<DatabaseGuard> guards, DatabaseExceptions exceptions) {
        var broken = new ArrayList<BrokenRule>();
        guards.forEach(guard -> broken.addAll(guard.findings()));
        broken.removeIf(exceptions::excuse);
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.stream()
                    .map(BrokenRule::toString)
                    .collect(Collectors.joining("\n", "What was asked of the database breaks its rules\n\n", "")));
        }
    }

    /**
     * When all tests of a whole run are over: a run of chosen tests says nothing about the others' exceptions, and a server
     * of another planner may need fewer.
     */
    static final class AtTheEnd implements AutoCloseable {
        @Override
        public void close() {
            check(GUARDS, EXCEPTIONS);
            var unused = EXCEPTIONS.unused();
            if (isWholeRun() && !unused.isEmpty()) {
                throw new AssertionError(DatabaseExceptions.FILE + " names what nothing asked for: " + unused);
            }
        }

        private static boolean isWholeRun() {
            return System.getProperty("surefire.real.class.path") != null
                    && System.getProperty("test") == null
                    && System.getenv("AIRCLASS_MONGODB_URI") == null;
        }
    }
}
