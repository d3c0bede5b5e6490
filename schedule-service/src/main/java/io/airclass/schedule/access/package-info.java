/** Who may see and change the timetable of a class: what one may not see is not there (404), the rest is forbidden (403). */
package io.airclass.schedule.access;
