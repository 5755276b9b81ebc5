package io.tapio.line;

import io.tapio.failure.Failure;

/** A failed call as its peer reads it: one line, in words, and nothing of the Java that it came from. */
final class ErrorLine {
    static final String PREFIX = "error: ";

    private static final int LONGEST = 512;

    private ErrorLine() {}

    static String of(Failure failure) {
        return shortened(PREFIX + oneLine(failure));
    }

    /** What happened, in one line and without the word "error". */
    static String reason(Failure failure) {
        return shortened(oneLine(failure));
    }

    private static String oneLine(Failure failure) {
        return inWords(failure).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String inWords(Throwable thrown) {
        String message = thrown.getMessage();
        Throwable cause = thrown.getCause();
        if (cause != null && cause.toString().equals(message)) {
            return inWords(cause); // a wrapper: its message is the other's class and message
        }
        boolean ofTheJvm = thrown instanceof NullPointerException
                || thrown instanceof ClassCastException
                || thrown instanceof Error;
        return ofTheJvm || message == null || message.isBlank() ? "the service failed" : message;
    }
}
