/**
 * Uploads that go on where they broke off: the server's side of tus 1.0.0 with the extensions creation, creation-with-upload, expiration,
 * checksum and termination, for any service that takes files.
 *
 * <p>Promises: an offset is told only of content that is on the disk; a body that breaks off keeps what arrived, and a process that is killed
 * loses at most one piece ({@link io.airclass.kit.uploads.UploadRules#PIECE_BYTES}) of each body; of two bodies for one upload at most one is
 * taken; each content has its name in a document before its first byte comes, so that a job of any replica removes what nothing came of. Nothing
 * is held in memory but the buffers on their way.
 */
package io.airclass.kit.uploads;
