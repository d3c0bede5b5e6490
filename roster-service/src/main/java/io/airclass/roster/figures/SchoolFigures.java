package io.airclass.roster.figures;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.OrgType;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * One school, counted.
 *
 * @param within as the school's
 * @param students enrolled in a class of it, each once
 * @param teachers who teach or head a class of it, each once
 * @param boundTeachers of the teachers, those with an account; absent where it was counted before that was asked
 * @param profiledTeachers of the teachers, those with a complete profile; absent as above
 * @param profiledPeople of students and teachers, those with a complete profile; absent as above
 * @param countedAt absent before the first time
 * @param dueAt when it is to be counted anew, in milliseconds; absent where nothing has changed since
 */
public record SchoolFigures(
        @BsonId String id,
        @MayBeAbsent OrgType type,
        List<String> within,
        long classes,
        long students,
        long teachers,
        @MayBeAbsent Long boundTeachers,
        @MayBeAbsent Long profiledTeachers,
        @MayBeAbsent Long profiledPeople,
        @MayBeAbsent Instant countedAt,
        @MayBeAbsent Long dueAt) {}
