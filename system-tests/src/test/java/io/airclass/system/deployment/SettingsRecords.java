package io.airclass.system.deployment;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** The settings that {@code @ConfigurationProperties} records declare, read from their source: names, defaults and what their Javadoc says. */
final class SettingsRecords {

    /**
     * One component of a settings record.
     *
     * @param fallback its {@code @DefaultValue}; empty when it has none
     */
    record Declared(String property, String fallback, String meaning) {}

    private static final Pattern PARAM = Pattern.compile("@param\\s+(\\w+)\\s+([^@{]*(?:\\{@\\w+[^}]*}[^@{]*)*)");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|link)\\s+([^}]*)}");

    private final DocTrees docs;
    private final Map<String, TreePath> records = new HashMap<>();
    private final List<Declared> declared = new ArrayList<>();

    private SettingsRecords(DocTrees docs) {
        this.docs = docs;
    }

    /** Of these files, parsed as they are: nothing needs to be compiled. */
    static List<Declared> in(List<Path> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            List<Declared> all = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                all.addAll(new SettingsRecords(DocTrees.instance(task)).read(unit));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Declared> read(CompilationUnitTree unit) {
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                records.put(type.getSimpleName().toString(), getCurrentPath());
                return super.visitClass(type, nothing);
            }
        }.scan(unit, null);
        records.values()
                .forEach(path -> annotation(((ClassTree) path.getLeaf()).getModifiers(), "ConfigurationProperties")
                        .ifPresent(prefix -> components(prefix, path)));
        return declared;
    }

    private void components(String prefix, TreePath path) {
        Map<String, String> meanings = meanings(path);
        for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
            if (member instanceof VariableTree component
                    && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
                String property = prefix + "." + withDashes(component.getName().toString());
                TreePath below = records.get(component.getType().toString());
                if (below == null) {
                    declared.add(new Declared(
                            property,
                            annotation(component.getModifiers(), "DefaultValue").orElse(""),
                            meanings.getOrDefault(component.getName().toString(), "")));
                } else {
                    components(property, below);
                }
            }
        }
    }

    private Map<String, String> meanings(TreePath path) {
        String comment = Optional.ofNullable(docs.getDocComment(path)).orElse("");
        return PARAM.matcher(comment)
                .results()
                .collect(Collectors.toMap(param -> param.group(1), param -> meaning(param.group(1), param.group(2))));
    }

    private static String meaning(String name, String comment) {
        String meaning = INLINE_TAG.matcher(comment).replaceAll("`$1`").strip().replaceAll("\\s+", " ");
        boolean goesOnFromTheName = meaning.startsWith("and ") || meaning.startsWith("of ");
        return goesOnFromTheName ? "`" + name + "` " + meaning : meaning;
    }

    /** The value of an annotation, if it is there; empty when it has none. */
    private static Optional<String> annotation(ModifiersTree modifiers, String name) {
        Predicate<AnnotationTree> named =
                annotation -> annotation.getAnnotationType().toString().equals(name);
        return modifiers.getAnnotations().stream()
                .filter(named)
                .findFirst()
                .map(annotation -> annotation.getArguments().stream()
                        .findFirst()
                        .map(SettingsRecords::literal)
                        .orElse(""));
    }

    private static String literal(ExpressionTree argument) {
        return switch (argument) {
            case AssignmentTree assignment -> literal(assignment.getExpression());
            case LiteralTree literal -> String.valueOf(literal.getValue());
            case NewArrayTree array ->
                array.getInitializers().stream().map(SettingsRecords::literal).collect(Collectors.joining(", "));
            default -> argument.toString();
        };
    }

    private static String withDashes(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
