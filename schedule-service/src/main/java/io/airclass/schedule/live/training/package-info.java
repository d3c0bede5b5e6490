/** Who is trained for live lessons (R060): recorded for many at once by the school's administration or the teaching group, with an end. */
package io.airclass.schedule.live.training;
