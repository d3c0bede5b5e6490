package io.airclass.roster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://class.example.cn/",
                "javascript:alert(1)",
                "//class.example.cn/",
                "https:///class.example.cn",
                "https://class.example.cn@evil.example/",
                "https://user:secret@class.example.cn/",
                "https://class.example.cn:8443/",
                "https://class.example.cn/#/@evil.example",
                "https://class.example.cn\\@evil.example/",
                "https://class.example.cn\t/",
                "https://class.example.cn\r\nLocation: x",
                "https://课堂.example.cn/",
                "https://class.example.cn/\u202e",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://2130706433/",
                "https://localhost/",
                "https://class_room.example.cn/",
                "https://class.example.cn./",
                "https://",
                ""
            })
    void nobody_is_sent_to_an_address_that_shows_one_host_and_means_another(String address) {
        assertThat(AddressRules.host(address)).isEmpty();
    }

    @Test
    void the_host_is_told_in_small_letters() {
        assertThat(AddressRules.host("https://Class.Example.CN/enter?a=b%20c")).contains("class.example.cn");
        assertThat(AddressRules.host("https://xn--fiqs8s.xn--fiqs8s:443/")).contains("xn--fiqs8s.xn--fiqs8s");
    }

    @Test
    void five_hundred_characters_are_taken_and_not_one_more() {
        String base = "https://class.example.cn/";
        assertThat(AddressRules.host(base + "x".repeat(500 - base.length()))).isPresent();
        assertThat(AddressRules.host(base + "x".repeat(501 - base.length()))).isEmpty();
    }
}
