package io.airclass.contracts;

/** What a person may be granted at an organisation; a grant reaches the organisation and all below it. */
public enum Role {
    STUDENT,
    /** A parent or other guardian (家长). */
    GUARDIAN,
    TEACHER,
    /** The teacher who answers for a class (班主任). */
    HEAD_TEACHER,
    SCHOOL_ADMINISTRATOR,
    PRINCIPAL,
    /** Member of the teaching group (教育教学保障组). */
    TEACHING_OFFICER,
    /** Member of the technical group (技术支撑组). */
    TECHNICAL_OFFICER,
    /** Member of the supervision group (督促指导组). */
    SUPERVISION_OFFICER,
    /** Administrator of an education bureau. */
    ORG_ADMINISTRATOR,
    /** Teaching researcher (教研员). */
    RESEARCHER,
    VENDOR_ENGINEER,
    PLATFORM_ADMINISTRATOR
}
