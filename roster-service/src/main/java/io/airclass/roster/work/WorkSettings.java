package io.airclass.roster.work;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.work.*}: work that is under way.
 *
 * @param directory of this machine for files that last as long as an import or export; while it is empty, {@code work} where the files are kept
 */
@ConfigurationProperties("airclass.work")
record WorkSettings(@DefaultValue("") String directory) {}
