package io.airclass.policy.pack;

import io.airclass.policy.Citation;
import io.airclass.policy.Direction;
import io.airclass.policy.Force;
import io.airclass.policy.Kind;
import io.airclass.policy.Learners;
import io.airclass.policy.Limit;
import io.airclass.policy.Period;
import io.airclass.policy.Reach;
import io.airclass.policy.Regime;
import io.airclass.policy.Rule;
import io.airclass.policy.Scope;
import io.airclass.policy.Source;
import io.airclass.policy.Stage;
import io.airclass.policy.Value;
import io.airclass.policy.pack.Fault.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one pack by itself: every field is known, every rule is dated, cited and of a known kind. */
final class PackReader {
    static final int RULES_MAX = 1_000;
    private static final int GRADE_MAX = 12;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,40}(-[a-z0-9]{1,40}){0,7}");
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){0,9}");
    private static final Set<String> PACK_FIELDS = Set.of("pack", "title", "region", "org", "documents", "rules");
    private static final Set<String> DOCUMENT_FIELDS = Set.of("title", "number", "dated");
    private static final Set<String> LIMITS =
            Arrays.stream(Direction.values()).map(Direction::field).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> RULE_FIELDS = Stream.concat(
                    LIMITS.stream(),
                    Stream.of(
                            "id", "kind", "grades", "stages", "regime", "force", "from", "until", "cite", "clause",
                            "note"))
            .collect(Collectors.toUnmodifiableSet());

    private final PackText text;
    private final List<Fault> faults;

    /** What was read; the rules that could not be are among the faults. */
    record Pack(String name, int line, List<Rule> rules) {}

    /** What all rules of a pack share. */
    private record Frame(String pack, Scope scope, Map<String, Citation> documents) {}

    PackReader(PackText text, List<Fault> faults) {
        this.text = text;
        this.faults = faults;
    }

    Optional<Pack> read() {
        try {
            var pack = PlainYaml.read(text.yaml()).asFields();
            pack.refuseOthersThan(PACK_FIELDS);
            var name = matching(NAME, pack.get("pack", Reason.MISSING_FIELD));
            pack.text("title", Reason.MISSING_FIELD);
            var frame = new Frame(name, scope(pack), documents(pack));
            return Optional.of(
                    new Pack(name, pack.get("pack", Reason.MISSING_FIELD).line(), rules(pack, frame)));
        } catch (Unreadable e) {
            faults.add(e.in(text.file()));
            return Optional.empty();
        }
    }

    private List<Rule> rules(Tree.Fields pack, Frame frame) throws Unreadable {
        var items = pack.get("rules", Reason.MISSING_FIELD).asItems().items();
        if (items.size() > RULES_MAX) {
            throw new Unreadable(items.get(RULES_MAX).line(), Reason.NOT_PLAIN, "more than " + RULES_MAX + " rules");
        }
        var rules = new ArrayList<Rule>();
        for (var item : items) {
            try {
                rules.add(rule(item.asFields(), frame));
            } catch (Unreadable e) {
                faults.add(e.in(text.file()));
            }
        }
        return rules;
    }

    private Rule rule(Tree.Fields fields, Frame frame) throws Unreadable {
        fields.refuseOthersThan(RULE_FIELDS);
        var id = matching(ID, fields.get("id", Reason.MISSING_FIELD));
        var kind = kind(fields);
        var reach = new Reach(frame.scope(), learners(fields), regimes(fields), period(fields));
        return new Rule(
                id,
                kind,
                limit(fields, kind),
                word(fields, "force", Force.class).orElse(Force.BINDING),
                reach,
                citations(fields, frame),
                fields.text("note"),
                new Source(frame.pack(), text.file(), fields.line()));
    }

    private static Scope scope(Tree.Fields pack) throws Unreadable {
        var region = pack.find("region");
        var org = pack.find("org");
        if (region.isEmpty()) {
            if (org.isPresent()) {
                throw new Unreadable(
                        org.get().line(), Reason.MISSING_FIELD, "an org needs the \"region\" that it lies in");
            }
            return Scope.NATION;
        }
        var code = region.get().asText();
        if (!Scope.Division.isCode(code)) {
            throw bad(region.get(), "a division code of six digits is wanted, not " + Tree.shown(code));
        }
        var division = new Scope.Division(code);
        if (org.isEmpty()) {
            return division;
        }
        var id = org.get().asText();
        if (!Scope.Organisation.isId(id)) {
            throw bad(org.get(), "not an organisation's id: " + Tree.shown(id));
        }
        return new Scope.Organisation(id, division);
    }

    private static Map<String, Citation> documents(Tree.Fields pack) throws Unreadable {
        var documents = new HashMap<String, Citation>();
        for (var entry :
                pack.get("documents", Reason.UNCITED).asFields().fields().entrySet()) {
            var document = entry.getValue().asFields();
            document.refuseOthersThan(DOCUMENT_FIELDS);
            var title = document.text("title");
            var number = document.text("number");
            if (title.isEmpty() && number.isEmpty()) {
                throw new Unreadable(document.line(), Reason.UNCITED, "a document has a title or a number");
            }
            documents.put(entry.getKey(), new Citation(title, number, document.text("dated"), Optional.empty()));
        }
        return documents;
    }

    private static Kind kind(Tree.Fields fields) throws Unreadable {
        var key = fields.get("kind", Reason.MISSING_FIELD);
        return Kind.named(key.asText())
                .orElseThrow(() -> new Unreadable(
                        key.line(),
                        Reason.UNKNOWN_KIND,
                        "unknown kind \"" + Tree.shown(((Tree.Text) key).text()) + "\""));
    }

    private static Limit limit(Tree.Fields fields, Kind kind) throws Unreadable {
        var wanted = kind.direction().field();
        for (var name : LIMITS) {
            var other = fields.find(name);
            if (other.isPresent() && !name.equals(wanted)) {
                throw bad(other.get(), kind.key() + " is limited by \"" + wanted + "\", not by \"" + name + "\"");
            }
        }
        var stated = fields.get(wanted, Reason.MISSING_FIELD);
        var texts = stated.asTexts().stream().map(Tree.Text::text).toList();
        return kind.readLimit(texts)
                .orElseThrow(() -> bad(
                        stated,
                        "no limit in " + kind.unit() + ": " + Tree.shown(String.join(", ", texts))
                                + (kind.choices().isEmpty() ? "" : "; choices are " + new TreeSet<>(kind.choices()))));
    }

    private static Learners learners(Tree.Fields fields) throws Unreadable {
        var grades = new TreeSet<Integer>();
        if (fields.find("grades").isPresent()) {
            for (var grade : fields.get("grades", Reason.MISSING_FIELD).asTexts()) {
                if (!grade.text().matches("[1-9]|1[0-2]")) {
                    throw bad(
                            grade, "a grade is a number from 1 to " + GRADE_MAX + ", not " + Tree.shown(grade.text()));
                }
                if (!grades.add(Integer.valueOf(grade.text()))) {
                    throw bad(grade, "the grade " + grade.text() + " stands twice");
                }
            }
        }
        return new Learners(grades, new TreeSet<>(words(fields, "stages", Stage.class)));
    }

    private static Set<Regime> regimes(Tree.Fields fields) throws Unreadable {
        var named = words(fields, "regime", Regime.class);
        return named.isEmpty() ? EnumSet.allOf(Regime.class) : Set.copyOf(named);
    }

    private static Period period(Tree.Fields fields) throws Unreadable {
        var from = day(fields.get("from", Reason.UNDATED));
        if (fields.find("until").isEmpty()) {
            return Period.since(from);
        }
        var end = fields.get("until", Reason.UNDATED);
        var until = day(end);
        if (until.isBefore(from)) {
            throw bad(end, "until " + until + " is before from " + from);
        }
        return new Period(from, until);
    }

    private static LocalDate day(Tree tree) throws Unreadable {
        var text = tree.asText();
        return Value.Day.read(text)
                .map(Value.Day::day)
                .orElseThrow(() -> bad(tree, "a day is written 2021-04-08, not " + Tree.shown(text)));
    }

    private static List<Citation> citations(Tree.Fields fields, Frame frame) throws Unreadable {
        var clause = fields.text("clause");
        var citations = new ArrayList<Citation>();
        var cite = fields.get("cite", Reason.UNCITED);
        if (cite instanceof Tree.Items list && list.items().isEmpty()) {
            throw new Unreadable(cite.line(), Reason.UNCITED, "no document is cited");
        }
        for (var name : cite.asTexts()) {
            var document = frame.documents().get(name.text());
            if (document == null) {
                throw new Unreadable(
                        name.line(),
                        Reason.UNCITED,
                        "\"" + Tree.shown(name.text()) + "\" is not among the documents of the pack");
            }
            citations.add(new Citation(document.title(), document.number(), document.dated(), clause));
        }
        return citations;
    }

    /** The constants that a field names in small letters; none where the field is missing. */
    private static <E extends Enum<E>> List<E> words(Tree.Fields fields, String name, Class<E> type) throws Unreadable {
        var found = new ArrayList<E>();
        if (fields.find(name).isPresent()) {
            for (var word : fields.get(name, Reason.MISSING_FIELD).asTexts()) {
                found.add(constant(word, type));
            }
        }
        return found;
    }

    private static <E extends Enum<E>> Optional<E> word(Tree.Fields fields, String name, Class<E> type)
            throws Unreadable {
        var found = words(fields, name, type);
        if (found.size() > 1) {
            throw bad(fields.get(name, Reason.MISSING_FIELD), "only one " + name);
        }
        return found.stream().findFirst();
    }

    private static <E extends Enum<E>> E constant(Tree.Text word, Class<E> type) throws Unreadable {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word.text())) {
                return constant;
            }
        }
        throw bad(
                word,
                "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + " is wanted, not " + Tree.shown(word.text()));
    }

    private static String matching(Pattern pattern, Tree tree) throws Unreadable {
        var text = tree.asText();
        if (!pattern.matcher(text).matches()) {
            throw bad(tree, "not a name of the form " + pattern + ": " + Tree.shown(text));
        }
        return text;
    }

    private static Unreadable bad(Tree where, String message) {
        return new Unreadable(where.line(), Reason.BAD_VALUE, message);
    }
}
