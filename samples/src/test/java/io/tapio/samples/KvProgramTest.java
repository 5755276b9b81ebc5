package io.tapio.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KvProgramTest {
    @Test
    void connectionsShareOneStore() throws Exception {
        try (Running kv = Running.of(new KvProgram()::start)) {
            assertThat(kv.answerTo("SET key value\r\n")).isEqualTo("+OK\r\n");

            assertThat(kv.answerTo("*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n")).isEqualTo("$5\r\nvalue\r\n");
        }
    }
}
