/** When which class is taught what, by whom and where. */
package io.airclass.schedule;
