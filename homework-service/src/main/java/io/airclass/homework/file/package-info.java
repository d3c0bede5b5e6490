/**
 * Files of homework: uploaded by a student as a stream, then named in what is handed in.
 *
 * <p>Promises: a file is there whole or not at all; its name is data and never a path; its type is what its content says;
 * only its owner, the owner's guardians and the teachers of a class it was handed in to get it; what a teacher attached to homework also who sees
 * the homework, and what a teacher said aloud the student it was said to, with guardians.
 */
package io.airclass.homework.file;
