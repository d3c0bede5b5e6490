/** What this service counts for the region: by county and stage, never by person or class. */
package io.airclass.exam.figures;
