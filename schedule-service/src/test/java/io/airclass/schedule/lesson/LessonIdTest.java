package io.airclass.schedule.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LessonIdTest {
    @Test
    void what_is_written_is_read_again() {
        var id = new LessonId("class.7_1-a~b", LocalDate.parse("2026-09-07"), 12);

        assertThat(id).hasToString("class.7_1-a~b~20260907~12");
        assertThat(LessonId.parse(id.toString())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "~~",
                "c~20260907",
                "~20260907~1",
                "c~20260230~1",
                "c~20260907~0",
                "c~20260907~21",
                "c~20260907~01",
                "c~2026-09-07~1",
                "c~20260907~1 ",
                "c~+20260907~1",
                "c~20260907~-1"
            })
    void what_names_no_lesson_is_none(String text) {
        assertThat(LessonId.parse(text)).isEmpty();
    }

    @Test
    void a_text_without_end_is_none() {
        assertThat(LessonId.parse("c".repeat(100) + "~20260907~1")).isEmpty();
    }
}
