package io.airclass.schedule.live;

import io.airclass.schedule.live.provider.ProviderChoice;
import java.util.List;

/** Where a lesson is to take place, the first that is up; {@code _id} is the lesson's id. */
public record LessonProviders(List<ProviderChoice> choices, String by) {
    public LessonProviders {
        choices = List.copyOf(choices);
    }
}
