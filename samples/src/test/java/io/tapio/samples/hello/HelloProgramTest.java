package io.tapio.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import org.junit.jupiter.api.Test;

class HelloProgramTest {
    @Test
    void helloIsAnsweredWithWorldAndAnythingElseWithIdk() throws Exception {
        try (Running hello = Running.of(new HelloProgram()::start)) {
            assertThat(hello.answerTo("hello\nbye\r\n\nhello\n")).isEqualTo("world\nidk\nidk\nworld\n");
        }
    }
}
