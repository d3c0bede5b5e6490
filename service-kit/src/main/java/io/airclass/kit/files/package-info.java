/** Files that people send: stored as streams, named by us, typed by their content. */
package io.airclass.kit.files;
