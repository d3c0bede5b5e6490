package io.airclass.roster.classes;

/** What a class lacks that somebody must see to. */
enum ClassIssue {
    /** Nobody is named who informs the parents (R013). */
    INFORMER_MISSING,
    HEAD_TEACHER_MISSING
}
