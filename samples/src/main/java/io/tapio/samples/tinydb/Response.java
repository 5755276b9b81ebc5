package io.tapio.samples.tinydb;

import java.util.Optional;

/** What a request is answered with. */
sealed interface Response {
    record Value(String key, String value) implements Response {
        @Override
        public String line() {
            return key + " = " + value;
        }
    }

    record Set(String key, String value, Optional<String> previous) implements Response {
        @Override
        public String line() {
            return "set " + key + " = " + value + "; previous: " + previous.orElse("none");
        }
    }

    /** As it is written. */
    String line();
}
