/**
 * Files for the catalogue and the question desk: uploaded as a stream, then named in what they belong to.
 *
 * <p>Promises: a file is there whole or not at all; its name is data and never a path; its type is what its content says; a
 * picture says nothing of where, when and by what it was taken; nobody but
 * its owner can make it part of something, and it is given out only as a part of what it was made part of.
 */
package io.airclass.schedule.upload;
