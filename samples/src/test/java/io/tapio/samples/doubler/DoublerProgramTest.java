package io.tapio.samples.doubler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import org.junit.jupiter.api.Test;

class DoublerProgramTest {
    @Test
    void whatIsNoIntegerIsAnsweredWithAnErrorLineAndTheConnectionGoesOn() throws Exception {
        try (Running doubler = Running.of(new DoublerProgram()::start)) {
            assertThat(doubler.answerTo("21\nx\n-4\n").lines()).containsExactly("42", "error: not an integer: x", "-8");
        }
    }

    @Test
    void doubleThatDoesNotFitIsAnErrorLine() throws Exception {
        try (Running doubler = Running.of(new DoublerProgram()::start)) {
            assertThat(doubler.answerTo(Long.MAX_VALUE + "\n1\n").lines()).containsExactly("error: long overflow", "2");
        }
    }
}
