/** The smallest real service: notes that can be written, changed and sealed. The kit is tested on it. */
package io.airclass.testkit.notes;
