/**
 * Homework files that come in pieces, over connections that break: tus 1.0.0.
 *
 * <p>Promises: those of {@link io.airclass.kit.uploads}; a complete upload is a homework file of the same id; another person's upload is not
 * there.
 */
package io.airclass.homework.upload;
