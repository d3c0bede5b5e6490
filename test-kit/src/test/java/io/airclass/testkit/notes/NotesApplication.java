package io.airclass.testkit.notes;

import io.airclass.kit.KitConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The notes service. */
@SpringBootApplication
@Import(KitConfiguration.class)
class NotesApplication {}
