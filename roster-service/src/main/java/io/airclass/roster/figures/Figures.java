package io.airclass.roster.figures;

import io.airclass.contracts.OrgType;

/** A sum of schools. */
record Figures(long schools, long teachingPoints, long classes, long students, long teachers) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0);

    static Figures of(SchoolFigures school) {
        boolean point = school.type() == OrgType.TEACHING_POINT;
        return new Figures(point ? 0 : 1, point ? 1 : 0, school.classes(), school.students(), school.teachers());
    }

    Figures plus(Figures more) {
        return new Figures(
                schools + more.schools,
                teachingPoints + more.teachingPoints,
                classes + more.classes,
                students + more.students,
                teachers + more.teachers);
    }
}
