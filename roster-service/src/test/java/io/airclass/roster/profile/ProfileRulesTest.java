package io.airclass.roster.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.problem.FieldError;
import io.airclass.roster.profile.ProfileRules.DocumentKind;
import io.airclass.roster.profile.ProfileRules.Given;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileRulesTest {
    @Test
    void what_was_typed_is_brought_into_one_form() {
        var given = Given.of(" 李明 ", DocumentKind.IDENTITY_CARD, "１１０１０５ 19491231 002x", "+86 138-0000-0000");

        assertThat(given).isEqualTo(new Given("李明", DocumentKind.IDENTITY_CARD, "11010519491231002X", "13800000000"));
        assertThat(ProfileRules.errors(given)).isEmpty();
        assertThat(given.toString()).doesNotContain("李明", "138");
    }

    @ParameterizedTest
    @CsvSource({"李, /name", "李明123, /name", "买买提·艾力, ''", "Mary Ann O'Neil, ''"})
    void names_are_letters(String name, String pointer) {
        var given = Given.of(name, DocumentKind.IDENTITY_CARD, "11010519491231002X", "13800000000");

        assertThat(ProfileRules.errors(given).stream().map(FieldError::pointer))
                .containsExactlyElementsOf(pointer.isEmpty() ? List.of() : List.of(pointer));
    }

    @ParameterizedTest
    @CsvSource({"12800000000, false", "1380000000, false", "138000000000, false", "19912345678, true"})
    void a_phone_has_eleven_digits(String phone, boolean good) {
        var given = Given.of("李明", DocumentKind.IDENTITY_CARD, "11010519491231002X", phone);

        assertThat(ProfileRules.errors(given).isEmpty()).isEqualTo(good);
    }

    @Test
    void the_nearest_setting_up_the_tree_decides() {
        var line = List.of("root", "qianxinan", "xingyi", "school-1");

        assertThat(ProfileRules.isRequired(List.of(line), Map.of())).isFalse();
        assertThat(ProfileRules.isRequired(List.of(line), Map.of("qianxinan", true)))
                .isTrue();
        assertThat(ProfileRules.isRequired(List.of(line), Map.of("qianxinan", true, "xingyi", false)))
                .isFalse();
        assertThat(ProfileRules.isRequired(List.of(line), Map.of("qianxinan", false, "school-1", true)))
                .isTrue();
        assertThat(ProfileRules.isRequired(
                        List.of(line, List.of("root", "pu-an")), Map.of("xingyi", false, "pu-an", true)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"李明, 李*", "买买提, 买**", "李, 李"})
    void a_masked_name_shows_its_first_character(String plain, String masked) {
        assertThat(ProfileRules.masked(plain)).isEqualTo(masked);
    }
}
