package io.airclass.launcher.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DemoMaterialTest {
    @Test
    void the_photo_is_a_small_jpeg_that_image_readers_open() throws IOException {
        var photo = DemoPhoto.jpeg();

        assertThat(photo).startsWith(0xFF, 0xD8, 0xFF).hasSizeBetween(10_000, 200_000);
        assertThat(ImageIO.read(new ByteArrayInputStream(photo)).getHeight()).isEqualTo(640);
    }

    @Test
    void the_question_bank_has_ten_titled_questions_with_balanced_braces() {
        var gift = DemoQuestions.gift();

        assertThat(gift.lines().filter(line -> line.startsWith("::"))).hasSize(10);
        var bare = gift.replaceAll("\\\\[{}]", "");
        assertThat(bare.chars().filter(c -> c == '{'))
                .hasSameSizeAs(bare.chars().filter(c -> c == '}').boxed().toList());
    }
}
