package io.airclass.kit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IncomingTest {

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("作业照片.jpg", "作业照片.jpg"),
                Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("C:\\照片\\作业.jpg", "作业.jpg"),
                Arguments.of("a\u0000b\r\nSet-Cookie: x\u007f.png", "abSet-Cookie: x.png"),
                Arguments.of("作业\u202Egpj.exe", "作业gpj.exe"),
                Arguments.of("  作业 .jpg ", "作业 .jpg"),
                Arguments.of("\uD800.jpg", ".jpg"),
                Arguments.of("..", "file"),
                Arguments.of("照片/", "file"),
                Arguments.of("", "file"),
                Arguments.of(null, "file"),
                Arguments.of("😀".repeat(100) + "图".repeat(100) + ".jpg", "😀".repeat(60) + "图".repeat(56) + ".jpg"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_name_is_data(String sent, String kept) {
        assertThat(Incoming.name(sent)).isEqualTo(kept);
    }
}
