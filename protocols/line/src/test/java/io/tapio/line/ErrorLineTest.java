package io.tapio.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorLineTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(
                        Failure.at(Where.TIMEOUT, Processed.MAYBE, "no answer within 20 ms"), "no answer within 20 ms"),
                arguments(new IllegalArgumentException("not allowed"), "not allowed"),
                arguments(new IllegalArgumentException("two\r\nlines\tand\0more"), "two lines and more"),
                arguments(new RuntimeException(new IOException("disk full")), "disk full"),
                arguments(new RuntimeException("while saving", new IOException("disk full")), "while saving"),
                arguments(new IllegalStateException(), "the service failed"),
                arguments(new IllegalStateException(" \n"), "the service failed"),
                arguments(new RuntimeException(new IOException()), "the service failed"),
                arguments(new NullPointerException("Cannot invoke \"String.length()\""), "the service failed"),
                arguments(new ClassCastException("class java.lang.String"), "the service failed"),
                arguments(new NoClassDefFoundError("io/tapio/Missing"), "the service failed"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsOneLineInWords(Throwable thrown, String words) {
        assertThat(ErrorLine.of(Failure.of(thrown))).isEqualTo("error: " + words);
    }

    @Test
    void itIsNoLongerThanAPersonReads() {
        assertThat(ErrorLine.of(Failure.of(new IllegalStateException("x".repeat(10_000)))))
                .hasSizeLessThan(600)
                .endsWith("…");
    }
}
