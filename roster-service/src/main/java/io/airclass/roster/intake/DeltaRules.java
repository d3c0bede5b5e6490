package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.kit.store.Stored;
import io.airclass.roster.account.AccountRules;
import io.airclass.roster.account.NewAccount;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRules;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.term.Term;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works a bundle of changes into what is stored. A row that is older than what its predecessor said changes nothing; a row that is wrong
 * falls with every row of the bundle that depends on it, and what is stored of it stays.
 */
final class DeltaRules {
    private static final int NAME_CHARS_MAX = 100;

    /**
     * What is to be written, by id; only what is not stored so already.
     *
     * @param particulars what the good rows say of people, stored or not
     * @param left people who have left, with this bundle or before
     * @param rowIds which rows relations stand for, by document; written before {@code rows}, or what a whole bundle has said since would
     *     be believed no more
     */
    record Outcome(
            Map<String, Org> orgs,
            Map<String, Term> terms,
            Map<String, SchoolClass> classes,
            Map<String, Person> people,
            List<NewAccount> accounts,
            Map<String, Long> accountLines,
            Map<String, Particulars> particulars,
            Set<String> left,
            Map<String, RowIds> rowIds,
            Map<String, SourceRow> rows,
            int unchanged) {
        int size() {
            return orgs.size() + terms.size() + classes.size() + people.size();
        }
    }

    private final Map<BundleFile, List<DeltaRow>> rows;
    private final DeltaStored stored;
    private final Asked asked;
    private final boolean version11;
    private final BundleLimits limits;
    private final Findings findings;
    private final LocalDate today;
    private final Instant at;

    private final Set<String> stale = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
    private final Set<String> fallen = new HashSet<>();
    private final Map<String, Org> orgs = new LinkedHashMap<>();
    private final Map<String, Term> terms = new LinkedHashMap<>();
    private final Map<String, ClassDraft> classes = new LinkedHashMap<>();
    private final Map<String, PersonDraft> people = new LinkedHashMap<>();
    private final Map<String, NewAccount> accounts = new LinkedHashMap<>();
    private final Map<String, Long> accountLines = new HashMap<>();
    private final Map<String, Particulars> particulars = new HashMap<>();
    private final Set<String> left = new HashSet<>();
    private final ParticularColumns particularColumns;
    private final WholeRows whole;
    private final Map<String, SourceRow> said = new LinkedHashMap<>();
    private final Map<String, List<String>> courseSubjects = new HashMap<>();
    private final Map<String, List<String>> classSubjects = new HashMap<>();
    private final Set<String> newHeads = new HashSet<>();

    private DeltaRules(
            Map<BundleFile, List<DeltaRow>> rows,
            DeltaStored stored,
            Asked asked,
            boolean version11,
            BundleLimits limits,
            Findings findings,
            LocalDate today,
            Instant at) {
        this.rows = rows;
        this.stored = stored;
        this.asked = asked;
        this.version11 = version11;
        this.limits = limits;
        this.findings = findings;
        this.particularColumns = new ParticularColumns(findings);
        this.whole = new WholeRows(stored);
        this.today = today;
        this.at = at;
    }

    static Outcome apply(
            Map<BundleFile, List<DeltaRow>> rows,
            DeltaStored stored,
            Asked asked,
            boolean version11,
            BundleLimits limits,
            Findings findings,
            LocalDate today,
            Instant at) {
        var rules = new DeltaRules(rows, stored, asked, version11, limits, findings, today, at);
        rules.applyAll();
        return rules.outcome();
    }

    private void applyAll() {
        stored.orgs().forEach((id, org) -> orgs.put(id, org.value()));
        stored.terms().forEach((id, term) -> terms.put(id, term.value()));
        stored.classes().forEach((id, each) -> classes.put(id, new ClassDraft(each.value())));
        stored.people().forEach((id, each) -> people.put(id, new PersonDraft(each.value(), at)));
        rows.values().forEach(file -> file.forEach(this::sort));
        placeOrgs();
        fresh(BundleFile.ACADEMIC_SESSIONS).forEach(this::session);
        fresh(BundleFile.COURSES)
                .filter(row -> !row.leaves())
                .forEach(row -> courseSubjects.put(
                        row.row().id(), Words.filled(row.row().list("subjects"))));
        fresh(BundleFile.CLASSES).filter(row -> !row.leaves()).forEach(this::schoolClass);
        users();
        fresh(BundleFile.ROLES).forEach(this::role);
        var enrolments = fresh(BundleFile.ENROLLMENTS).toList();
        enrolments.stream().filter(row -> isEnd(row)).forEach(this::enrolment);
        enrolments.stream().filter(row -> !isEnd(row)).forEach(this::enrolment);
        fresh(BundleFile.CLASSES).filter(DeltaRow::leaves).forEach(this::classLeaves);
        fresh(BundleFile.USERS).filter(DeltaRow::leaves).forEach(this::userLeaves);
        settleHeads();
        fresh(BundleFile.ORGS).filter(DeltaRow::leaves).forEach(this::orgLeaves);
    }

    /** The rows of a file that are not older than what they follow. */
    private Stream<DeltaRow> fresh(BundleFile file) {
        return rows.get(file).stream().filter(row -> !stale.contains(row.sourceId()));
    }

    private void sort(DeltaRow row) {
        var before = stored.rows().get(row.sourceId());
        if (before != null && row.at().isBefore(before.value().at())) {
            stale.add(row.sourceId());
            findings.note(
                    row.file().entryName(),
                    row.row().line(),
                    "dateLastModified",
                    "row-stale",
                    Map.of("value", before.value().at().toString()));
        } else if (row.leaves()) {
            leaving.add(row.sourceId());
        }
    }

    private boolean isEnd(DeltaRow row) {
        String end = row.row().text("endDate");
        return row.leaves() || !end.isEmpty() && LocalDate.parse(end).isBefore(today);
    }

    private void heard(DeltaRow row, List<String> relation) {
        if (row.file() == BundleFile.ENROLLMENTS || row.file() == BundleFile.ROLES) {
            whole.heard(row, saidBefore(row), relation);
        }
        said.put(row.sourceId(), new SourceRow(row.at(), relation));
    }

    /** The relation that the row stood for, by the last change or by a whole bundle since; nothing where that is not known or gone. */
    private List<String> before(DeltaRow row) {
        return whole.before(row, saidBefore(row));
    }

    private List<String> saidBefore(DeltaRow row) {
        var before = stored.rows().get(row.sourceId());
        return before == null ? List.of() : before.value().said();
    }

    // Organisations

    private void placeOrgs() {
        var active = fresh(BundleFile.ORGS).filter(row -> !row.leaves()).toList();
        var proposed = new LinkedHashMap<>(orgs);
        var lines = new HashMap<String, DeltaRow>();
        for (DeltaRow row : active) {
            var org = RosterCheck.org(row.row(), findings);
            if (org.isPresent()) {
                proposed.put(row.row().id(), org.get());
                lines.put(row.row().id(), row);
            } else {
                fall(row);
            }
        }
        Map<String, Org> placed = placed(proposed, lines);
        lines.forEach((id, row) -> {
            orgs.put(id, placed.get(id));
            heard(row, List.of());
        });
    }

    /** Takes the rows that cannot stand out of {@code lines} and tells them, until the others do. */
    private Map<String, Org> placed(Map<String, Org> proposed, Map<String, DeltaRow> lines) {
        while (true) {
            proposed.values().removeIf(Org::isDeleted);
            var placed = OrgRules.place(proposed, limits.depthMax());
            var wrong = new LinkedHashMap<String, Runnable>();
            lines.forEach((id, row) -> {
                var misfit = placed.misfits().get(id);
                if (misfit != null) {
                    wrong.put(
                            id,
                            () -> RosterCheck.misfit(
                                    row.row().line(), proposed.get(id), misfit, limits.depthMax(), findings));
                } else if (!mayTake(id, placed.orgs().get(id))) {
                    wrong.put(id, () -> outOfReach(row, "sourcedId", id));
                } else if (movesWithOthers(id, placed.orgs().get(id))) {
                    wrong.put(id, () -> fault(row, "parentSourcedId", "org-move-needs-bulk", id));
                }
            });
            if (wrong.isEmpty()) {
                return placed.orgs();
            }
            wrong.values().forEach(Runnable::run);
            wrong.keySet().forEach(id -> {
                fall(lines.remove(id));
                if (stored.orgs().containsKey(id)) {
                    proposed.put(id, stored.orgs().get(id).value());
                } else {
                    proposed.remove(id);
                }
            });
        }
    }

    private boolean mayTake(String id, Org wanted) {
        var before = stored.orgs().get(id);
        boolean below = asked.reaches(wanted.within()) && !id.equals(asked.orgId());
        return asked.reachesAll()
                || before != null && before.value().equals(wanted)
                || below && (before == null || asked.reaches(before.value().within()));
    }

    private boolean movesWithOthers(String id, Org wanted) {
        var before = stored.orgs().get(id);
        return before != null
                && !before.value().within().equals(wanted.within())
                && !stored.usedOrgs().getOrDefault(id, Set.of()).isEmpty();
    }

    private void orgLeaves(DeltaRow row) {
        String id = row.row().id();
        Org org = orgs.get(id);
        if (org != null && !org.isDeleted()) {
            if (!mayTake(id, org.deleted())) {
                outOfReach(row, "sourcedId", id);
                return;
            }
            boolean used = stored.usedOrgs().getOrDefault(id, Set.of()).stream().anyMatch(use -> stillUses(use, id))
                    || orgs.entrySet().stream().anyMatch(other -> hangsOn(other.getValue(), id));
            if (used || classes.values().stream().anyMatch(each -> each.isThere() && each.schoolId.equals(id))) {
                fault(row, "sourcedId", "org-still-used", id);
                return;
            }
            orgs.put(id, org.deleted());
        }
        heard(row, List.of());
    }

    private boolean stillUses(String use, String orgId) {
        String id = use.substring(use.indexOf(':') + 1);
        if (use.startsWith("class:")) {
            return !classes.containsKey(id)
                    || classes.get(id).isThere() && classes.get(id).schoolId.equals(orgId);
        }
        if (use.startsWith("person:")) {
            return !people.containsKey(id)
                    || people.get(id).grants.stream()
                            .anyMatch(grant -> grant.org().equals(orgId));
        }
        return !orgs.containsKey(id) || hangsOn(orgs.get(id), orgId);
    }

    private static boolean hangsOn(Org org, String above) {
        return !org.isDeleted() && (above.equals(org.parentId()) || above.equals(org.answersTo()));
    }

    private boolean orgStands(String id) {
        return !leaving.contains(SourceRow.id(BundleFile.ORGS, id))
                && !fallen.contains(SourceRow.id(BundleFile.ORGS, id))
                && orgs.containsKey(id)
                && !orgs.get(id).isDeleted();
    }

    private boolean refersToOrg(DeltaRow row, String column, String id) {
        return orgStands(id) || missing(row, column, id, BundleFile.ORGS);
    }

    // Terms

    private void session(DeltaRow row) {
        String id = row.row().id();
        Term before = terms.get(id);
        if (row.leaves()) {
            if (before != null && !before.isDeleted()) {
                if (!reachesOrg(before.orgId())) {
                    outOfReach(row, "sourcedId", id);
                    return;
                }
                terms.put(id, before.deleted());
            }
            heard(row, List.of());
            return;
        }
        LocalDate first = LocalDate.parse(row.row().text("startDate"));
        LocalDate last = LocalDate.parse(row.row().text("endDate"));
        String orgId =
                row.row().airclass("org").isEmpty() ? asked.orgId() : row.row().airclass("org");
        boolean good = fitsName(row, "title");
        if (last.isBefore(first)) {
            good = fault(row, "endDate", "dates-reversed", row.row().text("endDate"));
        }
        good &= orgId.equals(Org.ROOT) || refersToOrg(row, "metadata.airclass.org", orgId);
        if (good && !(reachesOrg(orgId) && (before == null || reachesOrg(before.orgId())))) {
            good = outOfReach(row, "metadata.airclass.org", orgId);
        }
        if (good && List.of("term", "semester").contains(row.row().text("type"))) {
            terms.put(
                    id,
                    new Term(
                            orgId,
                            row.row().text("title"),
                            first,
                            last,
                            row.row().text("schoolYear")));
        }
        if (good) {
            heard(row, List.of());
        }
    }

    private boolean reachesOrg(String orgId) {
        return asked.reachesAll()
                || orgs.containsKey(orgId) && asked.reaches(orgs.get(orgId).within());
    }

    // Classes

    private void schoolClass(DeltaRow row) {
        String id = row.row().id();
        String schoolId = row.row().text("schoolSourcedId");
        boolean good = fitsName(row, "title");
        if (!refersToOrg(row, "schoolSourcedId", schoolId)) {
            good = false;
        } else if (!orgs.get(schoolId).isSchool()) {
            good = fault(row, "schoolSourcedId", "class-needs-school", schoolId);
        } else if (!reachesOrg(schoolId) || !reachesClass(id)) {
            good = outOfReach(row, "schoolSourcedId", schoolId);
        }
        Optional<Integer> grade = Words.grade(row.row());
        Optional<Stage> stage = grade.flatMap(each -> Words.stageOfClass(row.row(), each));
        if (grade.isEmpty()) {
            good = fault(row, "grades", "grade-unknown", row.row().text("grades"));
        } else if (stage.isEmpty()) {
            good = fault(
                    row, "metadata.airclass.stage", "stage-unknown", row.row().airclass("stage"));
        }
        if (!good) {
            fall(row);
            return;
        }
        var within = new ArrayList<>(orgs.get(schoolId).within());
        within.add(id);
        String title = row.row().text("title");
        if (classes.containsKey(id)) {
            classes.get(id).describe(schoolId, title, grade.get(), stage.get(), within);
        } else {
            classes.put(id, new ClassDraft(schoolId, title, grade.get(), stage.get(), within));
        }
        var subjects = Words.filled(row.row().list("subjects"));
        classSubjects.put(
                id,
                subjects.isEmpty()
                        ? courseSubjects.getOrDefault(row.row().text("courseSourcedId"), List.of())
                        : subjects);
        heard(row, List.of());
    }

    private boolean reachesClass(String id) {
        var before = stored.classes().get(id);
        return before == null || asked.reaches(before.value().within());
    }

    private void classLeaves(DeltaRow row) {
        String id = row.row().id();
        var draft = classes.get(id);
        if (draft != null && draft.isThere()) {
            if (!reachesClass(id)) {
                outOfReach(row, "sourcedId", id);
                return;
            }
            draft.members().stream()
                    .filter(people::containsKey)
                    .map(people::get)
                    .forEach(member -> {
                        member.classes.remove(id);
                        member.taught.remove(id);
                    });
            draft.leave();
        }
        heard(row, List.of());
    }

    private boolean classStands(String id) {
        return !leaving.contains(SourceRow.id(BundleFile.CLASSES, id))
                && !fallen.contains(SourceRow.id(BundleFile.CLASSES, id))
                && classes.containsKey(id)
                && classes.get(id).isThere();
    }

    // People

    private void users() {
        var good = new LinkedHashMap<String, DeltaRow>();
        var names = new HashSet<String>();
        fresh(BundleFile.USERS).filter(row -> !row.leaves()).forEach(row -> {
            if (isGoodUser(row, names)) {
                good.put(row.row().id(), row);
            } else {
                fall(row);
            }
        });
        boolean settled = false;
        while (!settled) {
            var lacking = good.values().stream()
                    .filter(row -> row.row().list("agentSourcedIds").stream()
                            .anyMatch(agent -> !good.containsKey(agent) && !personStands(agent)))
                    .toList();
            lacking.forEach(row -> {
                row.row().list("agentSourcedIds").stream()
                        .filter(agent -> !good.containsKey(agent) && !personStands(agent))
                        .findFirst()
                        .ifPresent(agent -> missing(row, "agentSourcedIds", agent, BundleFile.USERS));
                good.remove(row.row().id());
                fall(row);
            });
            settled = lacking.isEmpty();
        }
        good.keySet().forEach(id -> people.computeIfAbsent(id, _ -> new PersonDraft(null, at)));
        good.values().forEach(this::user);
    }

    private boolean isGoodUser(DeltaRow row, Set<String> names) {
        Row user = row.row();
        boolean good = fitsName(row, "familyName") & fitsName(row, "givenName") & particularColumns.check(user);
        String username = user.text("username");
        if (!username.isEmpty() && !AccountRules.isUsername(username)) {
            good = fault(row, "username", "username-unfit", username);
        } else if (!username.isEmpty() && !names.add(Words.username(username))) {
            good = fault(row, "username", "username-doubled", username);
        }
        if (stored.peopleElsewhere().contains(user.id())) {
            good = fault(row, "sourcedId", "person-elsewhere", user.id());
        }
        for (String agent : user.list("agentSourcedIds")) {
            if (agent.equals(user.id())) {
                good = fault(row, "agentSourcedIds", "guardian-of-self", agent);
            } else if (stored.peopleElsewhere().contains(agent)
                    && !people.get(agent).children.contains(user.id())) {
                good = fault(row, "agentSourcedIds", "person-elsewhere", agent);
            }
        }
        if (user.list("agentSourcedIds").size() > limits.relationsMax()) {
            good = fault(row, "agentSourcedIds", "relations-too-many", "" + limits.relationsMax());
        }
        if (version11) {
            good &= rolesOf11(row).isPresent();
        }
        return good;
    }

    private void user(DeltaRow row) {
        Row user = row.row();
        PersonDraft draft = people.get(user.id());
        draft.called(user.text("familyName"), user.text("givenName"), user.isTrue("enabledUser"));
        var agents = new TreeSet<>(user.list("agentSourcedIds"));
        draft.guardians.stream()
                .filter(old -> !agents.contains(old) && people.containsKey(old))
                .forEach(old -> people.get(old).children.remove(user.id()));
        draft.guardians.clear();
        draft.guardians.addAll(agents);
        agents.forEach(agent -> people.get(agent).children.add(user.id()));
        if (!user.text("username").isEmpty()) {
            accounts.put(
                    user.id(), new NewAccount(user.id(), Words.username(user.text("username")), user.text("password")));
            accountLines.put(user.id(), user.line());
        }
        if (!ParticularColumns.of(user).isEmpty()) {
            particulars.put(user.id(), ParticularColumns.of(user));
        }
        heard(row, version11 ? grants11(row, draft) : List.of());
    }

    /** In 1.1 the roles stand with the user, all of them. */
    private List<String> grants11(DeltaRow row, PersonDraft draft) {
        var wanted = rolesOf11(row).orElseThrow();
        draft.grants.removeIf(grant -> grant.role() != Role.HEAD_TEACHER);
        wanted.forEach(grant ->
                draft.grant(grant.role(), grant.org(), orgs.get(grant.org()).isSchool()));
        return List.of();
    }

    /** Empty where one of them is wrong, which is told. */
    private Optional<Set<Grant>> rolesOf11(DeltaRow row) {
        var wanted = new LinkedHashSet<Grant>();
        String word = row.row().text("role");
        for (String orgId : row.row().list("orgSourcedIds")) {
            if (!refersToOrg(row, "orgSourcedIds", orgId)) {
                return Optional.empty();
            }
            var role = Words.granted(word, orgs.get(orgId));
            if (role.isPresent() && mayBeHeld(row, "role", row.row().id(), role.get(), orgId)) {
                wanted.add(new Grant(role.get(), orgId));
            } else if (role.isPresent()) {
                return Optional.empty();
            } else if (!Words.GRANTING_NOTHING.contains(word)) {
                fault(row, "role", "role-unknown", word);
                return Optional.empty();
            }
        }
        return Optional.of(wanted);
    }

    private boolean mayBeHeld(DeltaRow row, String column, String personId, Role role, String orgId) {
        Org org = orgs.get(orgId);
        if (Words.isOfSchools(role) && !org.isSchool()) {
            return fault(row, "orgSourcedId", "role-needs-school", orgId);
        }
        if (!stored.peopleElsewhere().contains(personId) && !ImportRules.mayGive(asked, role, org.within())) {
            return fault(row, column, "role-not-yours", role.name());
        }
        return true;
    }

    private void userLeaves(DeltaRow row) {
        String id = row.row().id();
        var draft = people.get(id);
        if (draft != null && draft.isThere()) {
            if (stored.peopleElsewhere().contains(id)) {
                fault(row, "sourcedId", "person-elsewhere", id);
                return;
            }
            drafts(people, draft.guardians).forEach(other -> other.children.remove(id));
            drafts(people, draft.children).forEach(other -> other.guardians.remove(id));
            drafts(classes, draft.classes).forEach(each -> each.students.remove(id));
            drafts(classes, draft.taught).forEach(each -> {
                each.stopTeaching(id, List.of());
                if (id.equals(each.head)) {
                    each.head = null;
                }
            });
            draft.leave();
        }
        left.add(id);
        heard(row, List.of());
    }

    private static <D> List<D> drafts(Map<String, D> all, Set<String> ids) {
        return ids.stream().filter(all::containsKey).map(all::get).toList();
    }

    private boolean personStands(String id) {
        return !leaving.contains(SourceRow.id(BundleFile.USERS, id))
                && !fallen.contains(SourceRow.id(BundleFile.USERS, id))
                && people.containsKey(id)
                && people.get(id).isThere();
    }

    // Roles

    private void role(DeltaRow row) {
        Row said = row.row();
        List<String> before = before(row);
        if (isEnd(row)) {
            var gone = before.isEmpty() ? relationOfRole(row).orElse(List.of()) : before;
            if (endGrant(row, gone)) {
                heard(row, List.of());
            }
            return;
        }
        boolean good = refersToPerson(row) & refersToOrg(row, "orgSourcedId", said.text("orgSourcedId"));
        var wanted = good ? relationOfRole(row) : Optional.<List<String>>empty();
        if (good && wanted.isEmpty()) {
            boolean own = !said.airclass("role").isEmpty();
            String word = own ? said.airclass("role") : said.text("role");
            if (!own && Words.GRANTING_NOTHING.contains(word)) {
                findings.note(row.file().entryName(), said.line(), "role", "role-left-aside", Map.of("value", word));
                heard(row, List.of());
            } else {
                fault(row, own ? "metadata.airclass.role" : "role", "role-unknown", word);
            }
            return;
        }
        if (good && endAndGive(row, before, wanted.get())) {
            heard(row, wanted.get());
        }
    }

    private boolean endAndGive(DeltaRow row, List<String> before, List<String> wanted) {
        Role role = Role.valueOf(wanted.getLast());
        PersonDraft draft = people.get(wanted.getFirst());
        if (stored.peopleElsewhere().contains(wanted.getFirst())
                && !draft.grants.contains(new Grant(role, wanted.get(1)))) {
            return fault(row, "userSourcedId", "person-elsewhere", wanted.getFirst());
        }
        if (!mayBeHeld(row, "role", wanted.getFirst(), role, wanted.get(1))) {
            return false;
        }
        if (draft.relationsMost() >= limits.relationsMax()) {
            return fault(row, "userSourcedId", "relations-too-many", "" + limits.relationsMax());
        }
        if (!before.isEmpty() && !before.equals(wanted) && !endGrant(row, before)) {
            return false;
        }
        draft.grant(role, wanted.get(1), orgs.get(wanted.get(1)).isSchool());
        return true;
    }

    /** Person, organisation and role. */
    private Optional<List<String>> relationOfRole(DeltaRow row) {
        String own = row.row().airclass("role");
        Org org = orgs.get(row.row().text("orgSourcedId"));
        if (org == null) {
            return Optional.empty();
        }
        return (own.isEmpty() ? Words.granted(row.row().text("role"), org) : Words.role(own))
                .map(role -> List.of(row.row().text("userSourcedId"), row.row().text("orgSourcedId"), role.name()));
    }

    private boolean endGrant(DeltaRow row, List<String> relation) {
        if (relation.isEmpty() || !people.containsKey(relation.getFirst())) {
            return true;
        }
        var grant = new Grant(Role.valueOf(relation.getLast()), relation.get(1));
        if (!people.get(relation.getFirst()).grants.contains(grant)) {
            return true;
        }
        Org org = orgs.get(grant.org());
        if (!ImportRules.mayGive(asked, grant.role(), org == null ? List.of(grant.org()) : org.within())) {
            return fault(row, "role", "role-not-yours", grant.role().name());
        }
        people.get(relation.getFirst()).grants.remove(grant);
        return true;
    }

    private boolean refersToPerson(DeltaRow row) {
        String id = row.row().text("userSourcedId");
        return personStands(id) || missing(row, "userSourcedId", id, BundleFile.USERS);
    }

    // Enrolments

    private void enrolment(DeltaRow row) {
        var before = before(row);
        if (isEnd(row)) {
            unenrol(before.isEmpty() ? relation(row) : before);
            heard(row, List.of());
            return;
        }
        String classId = row.row().text("classSourcedId");
        boolean good = refersToPerson(row)
                & refersToOrg(row, "schoolSourcedId", row.row().text("schoolSourcedId"));
        if (!classStands(classId)) {
            good = missing(row, "classSourcedId", classId, BundleFile.CLASSES);
        } else if (!classes.get(classId).schoolId.equals(row.row().text("schoolSourcedId"))) {
            good = fault(
                    row,
                    "schoolSourcedId",
                    "enrolment-school-differs",
                    row.row().text("schoolSourcedId"));
        } else if (!reachesClass(classId)) {
            good = outOfReach(row, "classSourcedId", classId);
        }
        String userId = row.row().text("userSourcedId");
        if (good && stored.peopleElsewhere().contains(userId)) {
            good = fault(row, "userSourcedId", "person-elsewhere", userId);
        }
        if (good) {
            enrol(row, before);
        }
    }

    private void enrol(DeltaRow row, List<String> before) {
        var wanted = relation(row);
        String role = row.row().text("role");
        if (!role.equals("teacher") && !role.equals("student")) {
            if (List.of("administrator", "proctor", "aide").contains(role)) {
                findings.note(
                        row.file().entryName(), row.row().line(), "role", "role-left-aside", Map.of("value", role));
            } else {
                fault(row, "role", "role-unknown", role);
            }
            return;
        }
        ClassDraft draft = classes.get(wanted.getFirst());
        PersonDraft person = people.get(wanted.get(1));
        boolean member = draft.members().contains(wanted.get(1));
        if (!member && draft.memberCount() >= limits.membersMax()) {
            fault(row, "classSourcedId", "class-too-large", "" + limits.membersMax());
            return;
        }
        if (!member && person.relationsMost() >= limits.relationsMax()) {
            fault(row, "userSourcedId", "relations-too-many", "" + limits.relationsMax());
            return;
        }
        if (!before.isEmpty() && !before.equals(wanted)) {
            unenrol(before);
        }
        if (role.equals("student")) {
            draft.students.add(wanted.get(1));
            person.classes.add(wanted.getFirst());
        } else {
            var subjects = wanted.subList(3, wanted.size());
            draft.teach(
                    wanted.get(1),
                    subjects.isEmpty() ? classSubjects.getOrDefault(wanted.getFirst(), List.of()) : subjects);
            person.taught.add(wanted.getFirst());
            head(row, draft, wanted.get(1));
        }
        heard(row, wanted);
    }

    /** Who is named in the changes takes the office over; of two who are named, the first. */
    private void head(DeltaRow row, ClassDraft draft, String personId) {
        String classId = row.row().text("classSourcedId");
        if (!row.row().isTrue("primary")) {
            if (personId.equals(draft.head) && !newHeads.contains(classId)) {
                draft.head = null;
            }
        } else if (newHeads.add(classId) || personId.equals(draft.head)) {
            draft.head = personId;
        } else {
            findings.note(
                    row.file().entryName(),
                    row.row().line(),
                    "primary",
                    "head-teacher-doubled",
                    Map.of("value", classId));
        }
    }

    /** Class, person, role and subjects. */
    private static List<String> relation(DeltaRow row) {
        var relation = new ArrayList<String>();
        relation.add(row.row().text("classSourcedId"));
        relation.add(row.row().text("userSourcedId"));
        relation.add(row.row().text("role"));
        relation.addAll(RosterCheck.splitWords(row.row().airclass("subject")).toList());
        return relation;
    }

    private void unenrol(List<String> relation) {
        ClassDraft draft = classes.get(relation.getFirst());
        PersonDraft person = people.get(relation.get(1));
        if (draft == null || person == null || !reachesClass(relation.getFirst())) {
            return;
        }
        if (relation.get(2).equals("student")) {
            draft.students.remove(relation.get(1));
            person.classes.remove(relation.getFirst());
            return;
        }
        draft.stopTeaching(relation.get(1), relation.subList(3, relation.size()));
        if (!draft.isTaughtBy(relation.get(1))) {
            person.taught.remove(relation.getFirst());
            if (relation.get(1).equals(draft.head)) {
                draft.head = null;
            }
        }
    }

    /** The office of head teacher is a grant at the class's school, for as long as there is such a class. */
    private void settleHeads() {
        classes.forEach((id, draft) -> {
            var before = stored.classes().get(id);
            String oldHead = before == null ? null : before.value().headTeacherId();
            if (oldHead != null && people.containsKey(oldHead)) {
                var office = new Grant(Role.HEAD_TEACHER, before.value().schoolId());
                if (!heads(oldHead, office.org())) {
                    people.get(oldHead).grants.remove(office);
                }
            }
        });
        classes.values().stream()
                .filter(draft -> draft.head != null && people.containsKey(draft.head))
                .forEach(draft -> people.get(draft.head).grant(Role.HEAD_TEACHER, draft.schoolId, true));
    }

    private boolean heads(String personId, String schoolId) {
        return classes.values().stream()
                .anyMatch(draft -> personId.equals(draft.head) && draft.schoolId.equals(schoolId));
    }

    // What comes of it

    private Outcome outcome() {
        int[] unchanged = {0};
        return new Outcome(
                changed(orgs, stored.orgs(), unchanged),
                changed(terms, stored.terms(), unchanged),
                changed(values(classes, ClassDraft::schoolClass), stored.classes(), unchanged),
                changed(values(people, PersonDraft::person), stored.people(), unchanged),
                List.copyOf(accounts.values()),
                Map.copyOf(accountLines),
                Map.copyOf(particulars),
                Set.copyOf(left),
                whole.changed(),
                said.entrySet().stream()
                        .filter(each -> !isSaid(each.getKey(), each.getValue()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                unchanged[0]);
    }

    private boolean isSaid(String id, SourceRow row) {
        return stored.rows().containsKey(id) && stored.rows().get(id).value().equals(row);
    }

    private static <D, T> Map<String, T> values(Map<String, D> drafts, Function<D, T> value) {
        var values = new LinkedHashMap<String, T>();
        drafts.forEach((id, draft) -> values.put(id, value.apply(draft)));
        return values;
    }

    private static <T> Map<String, T> changed(Map<String, T> wanted, Map<String, Stored<T>> known, int[] unchanged) {
        var changed = new LinkedHashMap<String, T>();
        wanted.forEach((id, value) -> {
            if (known.containsKey(id) && known.get(id).value().equals(value)) {
                unchanged[0]++;
            } else {
                changed.put(id, value);
            }
        });
        return changed;
    }

    // Telling

    private void fall(DeltaRow row) {
        fallen.add(row.sourceId());
    }

    private boolean fitsName(DeltaRow row, String column) {
        return row.row().text(column).length() <= NAME_CHARS_MAX
                || fault(row, column, "text-too-long", String.valueOf(NAME_CHARS_MAX));
    }

    private boolean missing(DeltaRow row, String column, String id, BundleFile target) {
        findings.row(
                row.file(),
                row.row().line(),
                column,
                "reference-unknown",
                Map.of("value", id, "target", target.entryName()));
        return false;
    }

    private boolean outOfReach(DeltaRow row, String column, String id) {
        findings.row(row.file(), row.row().line(), column, "out-of-reach", Map.of("value", id, "org", asked.orgId()));
        return false;
    }

    private boolean fault(DeltaRow row, String column, String code, String value) {
        findings.row(row.file(), row.row().line(), column, code, Map.of("value", value, "limit", value));
        return false;
    }
}
