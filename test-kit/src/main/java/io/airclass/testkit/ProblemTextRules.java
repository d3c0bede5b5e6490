package io.airclass.testkit;

import io.airclass.kit.problem.ProblemTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every refusal that a module's sources make has its texts in both languages. */
public final class ProblemTextRules {
    private static final Pattern MADE = Pattern.compile(
            "(?:Rejection\\.\\w+|new (?:Rejection\\.)?(?:Invalid|Unauthenticated|Forbidden|NotFound|MethodNotAllowed"
                    + "|NotAcceptable|Conflict|Gone|Stale|TooLarge|UnsupportedType|RuleBroken|VersionRequired|TooMany"
                    + "|Broken|Unavailable))\\(\\s*\"([a-z0-9-]+)\"");

    private ProblemTextRules() {}

    /** The slugs in a module's {@code src/main/java} that lack a text. */
    public static Set<String> missingTexts(Path sources) {
        return new ProblemTexts().missing(slugs(sources));
    }

    /** The slugs of the refusals that these sources make. */
    public static Set<String> slugs(Path sources) {
        var slugs = new TreeSet<String>();
        try (var files = Files.walk(sources)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                MADE.matcher(Files.readString(file)).results().forEach(match -> slugs.add(match.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slugs;
    }
}
