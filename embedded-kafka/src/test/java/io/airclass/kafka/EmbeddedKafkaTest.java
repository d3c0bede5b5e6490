package io.airclass.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaTest {

    @TempDir
    Path data;

    @Test
    void records_and_committed_offsets_outlive_a_clean_restart() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(data, 0)) {
            Records.send(broker.bootstrapServers(), "lessons", List.of("语文", "数学", "英语"));
            assertThat(Records.read(broker.bootstrapServers(), "lessons", "班级一", 3))
                    .containsExactly("语文", "数学", "英语");
        }
        try (EmbeddedKafka broker = EmbeddedKafka.start(data, 0)) {
            Records.send(broker.bootstrapServers(), "lessons", List.of("物理"));
            assertThat(Records.read(broker.bootstrapServers(), "lessons", "班级一", 1))
                    .as("the group goes on where it stopped")
                    .containsExactly("物理");
            assertThat(Records.read(broker.bootstrapServers(), "lessons", "班级二", 4))
                    .containsExactly("语文", "数学", "英语", "物理");
        }
    }

    @Test
    void two_brokers_run_side_by_side_in_one_jvm() throws Exception {
        try (EmbeddedKafka one = EmbeddedKafka.start(data.resolve("one"), 0);
                EmbeddedKafka two = EmbeddedKafka.start(data.resolve("two"), 0)) {
            Records.send(one.bootstrapServers(), "lessons", List.of("一"));
            Records.send(two.bootstrapServers(), "lessons", List.of("二"));
            assertThat(Records.read(one.bootstrapServers(), "lessons", "g", 1)).containsExactly("一");
            assertThat(Records.read(two.bootstrapServers(), "lessons", "g", 1)).containsExactly("二");
        }
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(data, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " is taken.");
        }
    }

    @Test
    void a_second_broker_on_the_same_data_is_refused() {
        try (EmbeddedKafka first = EmbeddedKafka.start(data, 0)) {
            assertThat(first.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedKafka.start(data, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Another broker uses " + data + ".");
        }
    }

    @Test
    void the_process_keeps_acknowledged_records_when_it_is_killed_and_stops_cleanly_when_told_to() throws Exception {
        Process killed = BrokerProcess.start(data);
        String servers = BrokerProcess.awaitReady(killed);
        Records.send(servers, "lessons", List.of("作业", "考试"));
        killed.destroyForcibly().waitFor();

        Process stopped = BrokerProcess.start(data);
        assertThat(Records.read(BrokerProcess.awaitReady(stopped), "lessons", "g", 2))
                .containsExactly("作业", "考试");
        stopped.destroy();
        assertThat(stopped.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(stopped.exitValue()).as("ended by SIGTERM, not by an error").isEqualTo(143);
    }
}
