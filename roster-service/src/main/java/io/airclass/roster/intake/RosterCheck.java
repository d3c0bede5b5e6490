package io.airclass.roster.intake;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.roster.account.AccountRules;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.oneroster.Rows;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRules;
import io.airclass.roster.term.Term;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a bundle once, file by file, and finds out which rows stand: their references, the tree, what is doubled, what is too much. */
final class RosterCheck {
    private static final int NAME_CHARS_MAX = 100;
    /** Stands for the line of a row whose fault has been told. */
    private static final long TOLD = 0;

    private static final Org AT_NO_SCHOOL = Org.proposed(OrgType.COUNTY, "", null, null, null, List.of());

    /** All that the plan is made of; only rows that stand have relations. */
    record Checked(
            Map<String, Term> terms,
            Map<String, Org> orgs,
            Map<String, List<String>> courseSubjects,
            List<List<String>> subjects,
            Ids users,
            Ids classes,
            Links enrolments,
            Links roles,
            Links guardians,
            Set<String> peopleElsewhere) {}

    private record Session(long line, String parentId, Term term, boolean isTerm) {}

    private final Bundle bundle;
    private final BundleLimits limits;
    private final Findings findings;
    private final LocalDate today;
    private final Reach reach;
    private final ParticularColumns particulars;

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private Map<String, Org> orgs = Map.of();
    private final Map<String, Integer> orgNumbers = new HashMap<>();
    private final Map<String, List<String>> courseSubjects = new HashMap<>();
    private final Map<List<String>, Integer> subjectNumbers = new LinkedHashMap<>();
    private final Ids users = new Ids();
    private final Ids usernames = new Ids();
    private final Ids profiles = new Ids();
    private final Ids classes = new Ids();
    private final Links enrolments = new Links();
    private final Links roles = new Links();
    private final Links guardians = new Links();
    private final Tally classMembers = new Tally();
    private final Tally userRelations = new Tally();
    private final Tally children = new Tally();
    private int[] schoolOfClass = new int[1024];
    /** The head teacher's number plus one, by class. */
    private int[] headOfClass = new int[1024];

    private RosterCheck(Bundle bundle, BundleLimits limits, Findings findings, LocalDate today, Reach reach) {
        this.bundle = bundle;
        this.limits = limits;
        this.findings = findings;
        this.today = today;
        this.reach = reach;
        this.particulars = new ParticularColumns(findings);
    }

    /** Empty where the bundle is refused as a whole, which the findings then tell; enrolments and roles that ended before today count no more. */
    static Optional<RosterPlan> check(
            Bundle bundle, BundleLimits limits, Findings findings, LocalDate today, Reach reach) throws IOException {
        var check = new RosterCheck(bundle, limits, findings, today, reach);
        check.readAll();
        return findings.refused() ? Optional.empty() : Optional.of(check.plan());
    }

    private void readAll() throws IOException {
        readOrgs();
        readSessions();
        bundle.rows(BundleFile.COURSES, findings, this::course);
        bundle.rows(BundleFile.USERS, findings, this::user);
        settleGuardians();
        bundle.rows(BundleFile.USER_PROFILES, findings, this::profile);
        bundle.rows(BundleFile.ROLES, findings, new Unique(BundleFile.ROLES, this::role)::take);
        if (bundle.isVersion11()) {
            rolesOfUsers();
        }
        bundle.rows(BundleFile.CLASSES, findings, this::schoolClass);
        bundle.rows(BundleFile.ENROLLMENTS, findings, new Unique(BundleFile.ENROLLMENTS, this::enrolment)::take);
        bundle.rows(BundleFile.DEMOGRAPHICS, findings, row -> refersToUser(BundleFile.DEMOGRAPHICS, row, "sourcedId"));
    }

    private RosterPlan plan() {
        var terms = new LinkedHashMap<String, Term>();
        sessions.forEach((id, session) -> {
            if (session.isTerm()) {
                terms.put(id, session.term());
            }
        });
        var subjects = new ArrayList<>(subjectNumbers.keySet());
        return new RosterPlan(new Checked(
                terms,
                orgs,
                courseSubjects,
                subjects,
                users,
                classes,
                enrolments,
                roles,
                guardians,
                reach.peopleElsewhere()));
    }

    // Organisations

    private void readOrgs() throws IOException {
        var proposed = new LinkedHashMap<String, Org>();
        var lines = new HashMap<String, Long>();
        bundle.rows(BundleFile.ORGS, findings, row -> {
            if (lines.putIfAbsent(row.id(), row.line()) != null) {
                fault(BundleFile.ORGS, row, "sourcedId", "id-doubled", row.id());
            } else if (proposed.size() == limits.orgsMax()) {
                fault(BundleFile.ORGS, row, "", "orgs-too-many", String.valueOf(limits.orgsMax()));
            } else {
                org(row, findings).ifPresent(org -> proposed.put(row.id(), org));
            }
        });
        orgs = placed(proposed, lines);
        orgs.keySet().forEach(id -> orgNumbers.put(id, orgNumbers.size()));
    }

    /** What lies above the import's organisation stands as it is stored, whatever the bundle says of it. */
    private Map<String, Org> placed(Map<String, Org> proposed, Map<String, Long> lines) {
        var rows = Set.copyOf(proposed.keySet());
        reach.orgs().forEach(proposed::putIfAbsent);
        while (true) {
            var placed = OrgRules.place(proposed, limits.depthMax());
            var outside = rows.stream()
                    .filter(id -> placed.orgs().containsKey(id)
                            && !reach.mayTake(id, placed.orgs().get(id)))
                    .filter(id -> !placed.orgs().get(id).equals(reach.orgs().get(id)))
                    .toList();
            if (outside.isEmpty()) {
                placed.misfits().entrySet().stream()
                        .filter(misfit -> rows.contains(misfit.getKey()) && lines.get(misfit.getKey()) != TOLD)
                        .forEach(misfit -> misfit(
                                lines.get(misfit.getKey()),
                                proposed.get(misfit.getKey()),
                                misfit.getValue(),
                                limits.depthMax(),
                                findings));
                return placed.orgs();
            }
            outside.forEach(id -> {
                long line = lines.put(id, TOLD);
                if (line != TOLD) {
                    outOfReach(BundleFile.ORGS, line, "sourcedId", id);
                }
                if (line != TOLD && reach.orgs().containsKey(id)) {
                    proposed.put(id, reach.orgs().get(id));
                } else {
                    proposed.remove(id);
                }
            });
        }
    }

    /** What a row proposes, before it has its place; empty where it is wrong, which is told. */
    static Optional<Org> org(Row row, Findings findings) {
        Optional<OrgType> type = Words.orgType(row);
        String code = row.airclass("divisionCode");
        List<Optional<Stage>> stages =
                splitWords(row.airclass("stages")).map(Words::stage).toList();
        boolean good = row.text("name").length() <= NAME_CHARS_MAX
                || fault(findings, BundleFile.ORGS, row, "name", "text-too-long", String.valueOf(NAME_CHARS_MAX));
        if (type.isEmpty()) {
            boolean own = !row.airclass("type").isEmpty();
            good = fault(
                    findings,
                    BundleFile.ORGS,
                    row,
                    own ? "metadata.airclass.type" : "type",
                    "org-type-unknown",
                    row.text("type"));
        }
        if (!code.isEmpty() && !OrgRules.isDivisionCode(code)) {
            good = fault(findings, BundleFile.ORGS, row, "metadata.airclass.divisionCode", "division-code-unfit", code);
        }
        if (stages.stream().anyMatch(Optional::isEmpty)) {
            good = fault(
                    findings,
                    BundleFile.ORGS,
                    row,
                    "metadata.airclass.stages",
                    "stage-unknown",
                    row.airclass("stages"));
        }
        return good
                ? Optional.of(Org.proposed(
                        type.get(),
                        row.text("name"),
                        orNull(row.text("parentSourcedId")),
                        orNull(row.airclass("managingOrg")),
                        orNull(code),
                        stages.stream()
                                .map(Optional::orElseThrow)
                                .distinct()
                                .sorted()
                                .toList()))
                : Optional.empty();
    }

    /** Tells why an organisation cannot stand. */
    static void misfit(long line, Org org, OrgRules.Misfit misfit, int depthMax, Findings findings) {
        boolean managing = misfit == OrgRules.Misfit.MANAGING_ORG_UNFIT;
        String code =
                switch (misfit) {
                    case PARENT_MISSING, PARENT_REFUSED -> "reference-missing";
                    case CYCLE -> "org-cycle";
                    case TOO_DEEP -> "org-too-deep";
                    case TEACHING_POINT_NEEDS_SCHOOL -> "teaching-point-needs-school";
                    case PARENT_UNFIT -> "org-parent-unfit";
                    case ROOT_HAS_PARENT -> "org-root-has-parent";
                    case MANAGING_ORG_UNFIT -> "managing-org-unfit";
                };
        String value = managing ? org.managingOrgId() : org.parentId() == null ? "" : org.parentId();
        findings.row(
                BundleFile.ORGS,
                line,
                managing ? "metadata.airclass.managingOrg" : "parentSourcedId",
                code,
                Map.of("value", value, "target", BundleFile.ORGS.entryName(), "limit", "" + depthMax));
    }

    // Terms

    private void readSessions() throws IOException {
        bundle.rows(BundleFile.ACADEMIC_SESSIONS, findings, row -> {
            LocalDate first = LocalDate.parse(row.text("startDate"));
            LocalDate last = LocalDate.parse(row.text("endDate"));
            String orgId = row.airclass("org").isEmpty() ? reach.asked().orgId() : row.airclass("org");
            boolean good = fitsName(BundleFile.ACADEMIC_SESSIONS, row, "title");
            if (last.isBefore(first)) {
                good = fault(BundleFile.ACADEMIC_SESSIONS, row, "endDate", "dates-reversed", row.text("endDate"));
            }
            if (!orgId.equals(Org.ROOT)) {
                good &= refersToOrg(BundleFile.ACADEMIC_SESSIONS, row, "metadata.airclass.org", orgId);
            }
            var term = new Term(orgId, row.text("title"), first, last, row.text("schoolYear"));
            boolean isTerm = List.of("term", "semester").contains(row.text("type"));
            if (good && isTerm && !reach.mayTake(row.id(), term, orgs)) {
                good = outOfReach(BundleFile.ACADEMIC_SESSIONS, row.line(), "metadata.airclass.org", orgId);
            }
            if (sessions.containsKey(row.id())) {
                fault(BundleFile.ACADEMIC_SESSIONS, row, "sourcedId", "id-doubled", row.id());
            } else if (good) {
                sessions.put(row.id(), new Session(row.line(), row.text("parentSourcedId"), term, isTerm));
            }
        });
        boolean changed = true;
        while (changed) {
            changed = sessions.values().removeIf(this::lacksParent);
        }
    }

    private boolean lacksParent(Session session) {
        boolean lacks = !session.parentId().isEmpty() && !sessions.containsKey(session.parentId());
        if (lacks) {
            missing(
                    BundleFile.ACADEMIC_SESSIONS,
                    session.line(),
                    "parentSourcedId",
                    session.parentId(),
                    BundleFile.ACADEMIC_SESSIONS);
        }
        return lacks;
    }

    private boolean refersToSession(BundleFile file, Row row, String column, String id) {
        return sessions.containsKey(id) || missing(file, row.line(), column, id, BundleFile.ACADEMIC_SESSIONS);
    }

    // Courses

    private void course(Row row) {
        boolean good = refersToOrg(BundleFile.COURSES, row, "orgSourcedId", row.text("orgSourcedId"));
        String year = row.text("schoolYearSourcedId");
        good &= year.isEmpty() || refersToSession(BundleFile.COURSES, row, "schoolYearSourcedId", year);
        if (courseSubjects.containsKey(row.id())) {
            good = fault(BundleFile.COURSES, row, "sourcedId", "id-doubled", row.id());
        }
        if (good) {
            courseSubjects.put(row.id(), interned(Words.filled(row.list("subjects"))));
        }
    }

    private List<String> interned(List<String> subjects) {
        return subjects.stream().map(String::intern).toList();
    }

    // People

    private void user(Row row) {
        int number = users.mention(row.id());
        boolean good = fitsName(BundleFile.USERS, row, "familyName")
                & fitsName(BundleFile.USERS, row, "givenName")
                & particulars.check(row);
        String username = row.text("username");
        if (!username.isEmpty() && !AccountRules.isUsername(username)) {
            good = fault(BundleFile.USERS, row, "username", "username-unfit", username);
        }
        String org = row.text("primaryOrgSourcedId");
        good &= org.isEmpty() || refersToOrg(BundleFile.USERS, row, "primaryOrgSourcedId", org);
        for (String orgId : row.list("orgSourcedIds")) {
            good &= refersToOrg(BundleFile.USERS, row, "orgSourcedIds", orgId);
        }
        if (!row.text("role").isEmpty() && !isUserRole(row.text("role"))) {
            good = fault(BundleFile.USERS, row, "role", "role-unknown", row.text("role"));
        }
        if (row.list("agentSourcedIds").contains(row.id())) {
            good = fault(BundleFile.USERS, row, "agentSourcedIds", "guardian-of-self", row.id());
        }
        if (row.list("agentSourcedIds").size() > limits.relationsMax()) {
            good = fault(BundleFile.USERS, row, "agentSourcedIds", "relations-too-many", "" + limits.relationsMax());
        }
        if (reach.refusedPeople().contains(row.id())) {
            good = fault(BundleFile.USERS, row, "sourcedId", "person-elsewhere", row.id());
        }
        if (!users.define(number, row.line())) {
            fault(BundleFile.USERS, row, "sourcedId", "id-doubled", row.id());
        } else if (!good || !claimsUsername(row)) {
            users.fall(number);
        } else {
            row.list("agentSourcedIds").stream().distinct().forEach(id -> guardian(row, number, users.mention(id)));
        }
    }

    private void guardian(Row row, int child, int guardian) {
        if (children.increment(guardian) <= limits.relationsMax()) {
            guardians.add(child, guardian, 0);
        } else {
            fault(BundleFile.USERS, row, "agentSourcedIds", "relations-too-many", "" + limits.relationsMax());
            users.fall(child);
        }
    }

    /** A person without a username has no account. */
    private boolean claimsUsername(Row row) {
        if (row.text("username").isEmpty()) {
            return true;
        }
        int number = usernames.mention(Words.username(row.text("username")));
        return usernames.define(number, row.line())
                || fault(BundleFile.USERS, row, "username", "username-doubled", row.text("username"));
    }

    private static boolean isUserRole(String word) {
        return Words.GRANTING_NOTHING.contains(word)
                || Words.granted(word, AT_NO_SCHOOL).isPresent();
    }

    /** A child whose guardian does not stand falls, and so on to those who name that child; each link is looked at once. */
    private void settleGuardians() {
        var namedBy = guardians.byRight(users.size());
        Deque<Integer> gone = new ArrayDeque<>();
        for (int number = 0; number < users.size(); number++) {
            if (!users.stands(number)) {
                gone.add(number);
            }
        }
        while (!gone.isEmpty()) {
            int lost = gone.remove();
            namedBy.each(lost, link -> {
                int child = guardians.left(link);
                if (users.stands(child)) {
                    missing(
                            BundleFile.USERS,
                            users.lineOf(child),
                            "agentSourcedIds",
                            users.text(lost),
                            BundleFile.USERS);
                    users.fall(child);
                    gone.add(child);
                }
            });
        }
    }

    private void profile(Row row) {
        if (refersToUser(BundleFile.USER_PROFILES, row, "userSourcedId")
                && !profiles.define(profiles.mention(row.id()), row.line())) {
            fault(BundleFile.USER_PROFILES, row, "sourcedId", "id-doubled", row.id());
        }
    }

    private boolean refersToUser(BundleFile file, Row row, String column) {
        return users.stands(users.find(row.text(column)))
                || missing(file, row.line(), column, row.text(column), BundleFile.USERS);
    }

    // Roles

    private void role(Row row) {
        boolean good = refersToUser(BundleFile.ROLES, row, "userSourcedId")
                & refersToOrg(BundleFile.ROLES, row, "orgSourcedId", row.text("orgSourcedId"));
        String profile = row.text("userProfileSourcedId");
        if (!profile.isEmpty() && !profiles.stands(profiles.find(profile))) {
            good = missing(BundleFile.ROLES, row.line(), "userProfileSourcedId", profile, BundleFile.USER_PROFILES);
        }
        if (good && !hasEnded(row)) {
            grant(BundleFile.ROLES, row, row.text("userSourcedId"), row.text("orgSourcedId"), row.airclass("role"));
        }
    }

    /** In 1.1 a user's role stands in the user's row. */
    private void rolesOfUsers() throws IOException {
        if (bundle.has(BundleFile.USERS)) {
            try (Rows rows = bundle.rowsAgain(BundleFile.USERS)) {
                for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                    rolesOfUser(row.get());
                }
            }
        }
    }

    private void rolesOfUser(Row row) {
        int number = users.find(row.id());
        if (users.lineOf(number) == row.line()) {
            row.list("orgSourcedIds").forEach(orgId -> grant(BundleFile.USERS, row, row.id(), orgId, ""));
        }
    }

    private void grant(BundleFile file, Row row, String userId, String orgId, String ownRole) {
        String word = row.text("role");
        Org org = orgs.get(orgId);
        Optional<Role> role = ownRole.isEmpty() ? Words.granted(word, org) : Words.role(ownRole);
        String column = ownRole.isEmpty() ? "role" : "metadata.airclass.role";
        if (role.isEmpty() && ownRole.isEmpty() && Words.GRANTING_NOTHING.contains(word)) {
            findings.note(file.entryName(), row.line(), column, "role-left-aside", Map.of("value", word));
        } else if (role.isEmpty()) {
            fault(file, row, column, "role-unknown", ownRole.isEmpty() ? word : ownRole);
        } else if (Words.isOfSchools(role.get()) && !org.isSchool()) {
            fault(file, row, "orgSourcedId", "role-needs-school", orgId);
        } else if (!reach.mayGive(userId, role.get(), org)) {
            fault(file, row, column, "role-not-yours", role.get().name());
        } else if (userRelations.increment(users.find(userId)) > limits.relationsMax()) {
            fault(file, row, "userSourcedId", "relations-too-many", "" + limits.relationsMax());
        } else {
            long id = file == BundleFile.ROLES ? RowIds.hash(row.id()) : 0;
            roles.add(users.find(userId), orgNumbers.get(orgId), role.get().ordinal(), id);
        }
    }

    // Classes

    private void schoolClass(Row row) {
        boolean good = fitsName(BundleFile.CLASSES, row, "title");
        String course = row.text("courseSourcedId");
        if (!course.isEmpty() && !courseSubjects.containsKey(course)) {
            good = missing(BundleFile.CLASSES, row.line(), "courseSourcedId", course, BundleFile.COURSES);
        }
        String schoolId = row.text("schoolSourcedId");
        if (!refersToOrg(BundleFile.CLASSES, row, "schoolSourcedId", schoolId)) {
            good = false;
        } else if (!orgs.get(schoolId).isSchool()) {
            good = fault(BundleFile.CLASSES, row, "schoolSourcedId", "class-needs-school", schoolId);
        } else if (!reach.reaches(orgs.get(schoolId).within())) {
            good = outOfReach(BundleFile.CLASSES, row.line(), "schoolSourcedId", schoolId);
        } else if (reach.classesElsewhere().contains(row.id())) {
            good = outOfReach(BundleFile.CLASSES, row.line(), "sourcedId", row.id());
        }
        for (String term : row.list("termSourcedIds")) {
            good &= refersToSession(BundleFile.CLASSES, row, "termSourcedIds", term);
        }
        Optional<Integer> grade = Words.grade(row);
        if (grade.isEmpty()) {
            good = fault(BundleFile.CLASSES, row, "grades", "grade-unknown", row.text("grades"));
        } else if (Words.stageOfClass(row, grade.get()).isEmpty()) {
            good = fault(BundleFile.CLASSES, row, "metadata.airclass.stage", "stage-unknown", row.airclass("stage"));
        }
        defineClass(row, schoolId, good);
    }

    private void defineClass(Row row, String schoolId, boolean good) {
        int number = classes.mention(row.id());
        if (number == schoolOfClass.length) {
            schoolOfClass = Arrays.copyOf(schoolOfClass, number * 2);
            headOfClass = Arrays.copyOf(headOfClass, number * 2);
        }
        if (!classes.define(number, row.line())) {
            fault(BundleFile.CLASSES, row, "sourcedId", "id-doubled", row.id());
        } else if (good) {
            schoolOfClass[number] = orgNumbers.get(schoolId);
        } else {
            classes.fall(number);
        }
    }

    // Enrolments

    private void enrolment(Row row) {
        int number = classes.find(row.text("classSourcedId"));
        boolean good = refersToUser(BundleFile.ENROLLMENTS, row, "userSourcedId")
                & refersToOrg(BundleFile.ENROLLMENTS, row, "schoolSourcedId", row.text("schoolSourcedId"));
        if (!classes.stands(number)) {
            good = missing(
                    BundleFile.ENROLLMENTS,
                    row.line(),
                    "classSourcedId",
                    row.text("classSourcedId"),
                    BundleFile.CLASSES);
        }
        if (good && schoolOfClass[number] != orgNumbers.get(row.text("schoolSourcedId"))) {
            good = fault(
                    BundleFile.ENROLLMENTS,
                    row,
                    "schoolSourcedId",
                    "enrolment-school-differs",
                    row.text("schoolSourcedId"));
        }
        if (good && !hasEnded(row)) {
            enrol(row, number, users.find(row.text("userSourcedId")));
        }
    }

    private void enrol(Row row, int classNumber, int user) {
        String word = row.text("role");
        boolean teacher = word.equals("teacher");
        if (!teacher && !word.equals("student")) {
            if (List.of("administrator", "proctor", "aide").contains(word)) {
                findings.note(
                        BundleFile.ENROLLMENTS.entryName(),
                        row.line(),
                        "role",
                        "role-left-aside",
                        Map.of("value", word));
            } else {
                fault(BundleFile.ENROLLMENTS, row, "role", "role-unknown", word);
            }
            return;
        }
        if (classMembers.increment(classNumber) > limits.membersMax()) {
            fault(BundleFile.ENROLLMENTS, row, "classSourcedId", "class-too-large", "" + limits.membersMax());
        } else if (userRelations.increment(user) > limits.relationsMax()) {
            fault(BundleFile.ENROLLMENTS, row, "userSourcedId", "relations-too-many", "" + limits.relationsMax());
        } else {
            boolean head = teacher && row.isTrue("primary") && isTheHead(row, classNumber, user);
            int flags = (teacher ? RosterPlan.TEACHER : 0) | (head ? RosterPlan.PRIMARY : 0);
            enrolments.add(
                    classNumber, user, flags | subjects(row) << RosterPlan.SUBJECTS_SHIFT, RowIds.hash(row.id()));
            if (head) {
                roles.add(user, schoolOfClass[classNumber], Role.HEAD_TEACHER.ordinal());
            }
        }
    }

    /** The first who is named; a head teacher may be named once for each subject. */
    private boolean isTheHead(Row row, int classNumber, int user) {
        if (headOfClass[classNumber] == 0) {
            headOfClass[classNumber] = user + 1;
        }
        boolean same = headOfClass[classNumber] == user + 1;
        if (!same) {
            findings.note(
                    BundleFile.ENROLLMENTS.entryName(),
                    row.line(),
                    "primary",
                    "head-teacher-doubled",
                    Map.of("value", row.text("classSourcedId")));
        }
        return same;
    }

    private int subjects(Row row) {
        List<String> subjects = interned(splitWords(row.airclass("subject")).toList());
        Integer number = subjectNumbers.putIfAbsent(subjects, subjectNumbers.size());
        return number == null ? subjectNumbers.size() - 1 : number;
    }

    // Common to all

    private boolean hasEnded(Row row) {
        String end = row.text("endDate");
        return !end.isEmpty() && LocalDate.parse(end).isBefore(today);
    }

    private boolean refersToOrg(BundleFile file, Row row, String column, String id) {
        return orgs.containsKey(id) || missing(file, row.line(), column, id, BundleFile.ORGS);
    }

    private boolean fitsName(BundleFile file, Row row, String column) {
        return row.text(column).length() <= NAME_CHARS_MAX
                || fault(file, row, column, "text-too-long", String.valueOf(NAME_CHARS_MAX));
    }

    /** Tells a row that the import may not touch; false, so that it can end a condition. */
    private boolean outOfReach(BundleFile file, long line, String column, String id) {
        findings.row(
                file,
                line,
                column,
                "out-of-reach",
                Map.of("value", id, "org", reach.asked().orgId()));
        return false;
    }

    /** Tells a reference to nothing that stands; false, so that it can end a condition. */
    private boolean missing(BundleFile file, long line, String column, String id, BundleFile target) {
        String code = bundle.has(target) ? "reference-missing" : "reference-file-absent";
        findings.row(file, line, column, code, Map.of("value", id, "target", target.entryName()));
        return false;
    }

    /** Tells a fault of a row; false, so that it can end a condition. */
    private boolean fault(BundleFile file, Row row, String column, String code, String value) {
        return fault(findings, file, row, column, code, value);
    }

    private static boolean fault(
            Findings findings, BundleFile file, Row row, String column, String code, String value) {
        findings.row(file, row.line(), column, code, Map.of("value", value, "limit", value));
        return false;
    }

    static Stream<String> splitWords(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(Predicate.not(String::isEmpty));
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Lets the first row of an id through. */
    private final class Unique {
        private final BundleFile file;
        private final Consumer<Row> taker;
        private final Ids ids = new Ids();

        Unique(BundleFile file, Consumer<Row> taker) {
            this.file = file;
            this.taker = taker;
        }

        void take(Row row) {
            if (ids.define(ids.mention(row.id()), row.line())) {
                taker.accept(row);
            } else {
                fault(file, row, "sourcedId", "id-doubled", row.id());
            }
        }
    }

    /** Counts by number. */
    private static final class Tally {
        private int[] counts = new int[1024];

        int increment(int number) {
            if (number >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(number + 1, counts.length * 2));
            }
            return ++counts[number];
        }
    }
}
