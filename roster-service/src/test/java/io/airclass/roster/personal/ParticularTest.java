package io.airclass.roster.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParticularTest {
    @ParameterizedTest
    @CsvSource({
        "PHONE, 13885900001, true",
        "PHONE, 12885900001, false",
        "PHONE, 1388590000, false",
        "PHONE, 138859000011, false",
        "IDENTITY_NUMBER, 11010519491231002X, true",
        "IDENTITY_NUMBER, 440524188001010014, false",
        "IDENTITY_NUMBER, 110105194912310021, false",
        "IDENTITY_NUMBER, 11010519490231002X, false",
        "IDENTITY_NUMBER, 01010519491231002X, false",
        "IDENTITY_NUMBER, 1101051949123100, false",
        "STUDENT_NUMBER, G11010519491231002X, true",
        "STUDENT_NUMBER, L11010519491231002X, true",
        "STUDENT_NUMBER, X11010519491231002X, false",
        "STUDENT_NUMBER, 11010519491231002X, false",
        "STUDENT_NUMBER, G110105194912310021, false"
    })
    void a_number_has_its_form_or_not(Particular particular, String text, boolean fits) {
        assertThat(particular.fits(text)).isEqualTo(fits);
    }

    @Test
    void one_changed_digit_of_an_identity_number_is_found_wherever_it_is() {
        String right = "11010519491231002X";
        for (int place = 0; place < 17; place++) {
            char other = right.charAt(place) == '9' ? '8' : (char) (right.charAt(place) + 1);
            String wrong = right.substring(0, place) + other + right.substring(place + 1);
            assertThat(Particular.IDENTITY_NUMBER.fits(wrong)).as(wrong).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE, ' +86 138-8590-0001 ', 13885900001",
        "PHONE, ＋８６　１３８８５９０－０００１, 13885900001",
        "IDENTITY_NUMBER, １１０１０５１９４９１２３１００２ｘ, 11010519491231002X",
        "IDENTITY_NUMBER, 11010519491231002x, 11010519491231002X",
        "STUDENT_NUMBER, g11010519491231002x, G11010519491231002X"
    })
    void what_people_write_is_brought_to_one_form(Particular particular, String written, String normalised) {
        assertThat(particular.normalised(written)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE, 13885900001, 138****0001",
        "IDENTITY_NUMBER, 11010519491231002X, 11**************2X",
        "STUDENT_NUMBER, G11010519491231002X, G11**************2X"
    })
    void masked_it_tells_neither_birthday_nor_number(Particular particular, String text, String masked) {
        assertThat(particular.masked(text)).isEqualTo(masked);
    }

    @Test
    void particulars_are_never_printed_and_must_have_their_form() {
        var phone = new Particulars(Map.of(Particular.PHONE, "13885900001"));

        assertThat(phone.toString()).isEqualTo("Particulars[PHONE]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Particulars(Map.of(Particular.PHONE, "1388")))
                .withMessageNotContaining("1388");
    }
}
