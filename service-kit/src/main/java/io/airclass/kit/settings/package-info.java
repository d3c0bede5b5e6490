/** What a service is told from outside: one record, one name everywhere. */
package io.airclass.kit.settings;
