/** What the schedule tells. */
package io.airclass.contracts.schedule;
