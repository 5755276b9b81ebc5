package io.tapio.samples.tinydb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.samples.Running;
import org.junit.jupiter.api.Test;

class TinyDbProgramTest {
    @Test
    void valuesAreKeptByKeyForAllConnections() throws Exception {
        try (Running db = Running.of(new TinyDbProgram()::start)) {
            assertThat(db.answerTo("SET foo a\nSET foo b and c\nGET foo\n").lines())
                    .containsExactly("set foo = a; previous: none", "set foo = b and c; previous: a", "foo = b and c");
            assertThat(db.answerTo("GET foo\n")).isEqualTo("foo = b and c\n");
        }
    }

    @Test
    void whatCannotBeReadOrDoneIsAnErrorLineAndTheConnectionGoesOn() throws Exception {
        try (Running db = Running.of(new TinyDbProgram()::start)) {
            assertThat(db.answerTo("GET foo\nGET\nGET a b\nSET a\n\nget a\nSET a 1\n")
                            .lines())
                    .containsExactly(
                            "error: no key foo",
                            "error: GET needs a key, and nothing else",
                            "error: GET needs a key, and nothing else",
                            "error: SET needs a key and a value",
                            "error: a line begins with GET or SET",
                            "error: a line begins with GET or SET",
                            "set a = 1; previous: none");
        }
    }

    @Test
    void aFullMapTakesNoNewKeyAndNoLongValue() throws Exception {
        String small = "tapio.samples.tinydb { max-keys = 2, max-entry-chars = 5 }";
        try (Running db = Running.of(small, new TinyDbProgram()::start)) {
            assertThat(db.answerTo("SET a 1\nSET b 2\nSET c 3\nSET a 4321\nSET b 54321\nGET b\n")
                            .lines())
                    .containsExactly(
                            "set a = 1; previous: none",
                            "set b = 2; previous: none",
                            "error: there are 2 keys, and 2 are the most (tapio.samples.tinydb.max-keys)",
                            "set a = 4321; previous: 1",
                            "error: a key and its value of 6 characters are longer than 5"
                                    + " (tapio.samples.tinydb.max-entry-chars)",
                            "b = 2");
        }
    }
}
