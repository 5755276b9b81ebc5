package io.tapio.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What Redis answers. Immutable; the arrays in it belong to the reply and do not change any more. */
public sealed interface Reply {
    Reply OK = new Simple("OK");
    Reply PONG = new Simple("PONG");
    Reply NIL = Nil.BULK;
    Reply NIL_ARRAY = Nil.ARRAY;
    Reply ZERO = new Int(0);
    Reply ONE = new Int(1);

    /** Nothing at all on the wire; a server's answer to a client that asked for silence ({@code CLIENT REPLY OFF}). */
    Reply NONE = None.INSTANCE;

    /** A short text. A line break in it would be the end of it, so it becomes a blank. */
    record Simple(String text) implements Reply {
        public Simple {
            text = oneLine(text);
        }
    }

    /** A failure: a code in capitals, a blank, what is wrong. Line breaks become blanks, as in Redis. */
    @SuppressWarnings("JavaLangClash") // Redis calls it so, and nobody confuses it: it is Reply.Error everywhere
    record Error(String text) implements Reply {
        public Error {
            text = oneLine(text);
        }
    }

    record Int(long value) implements Reply {}

    /** Bytes, compared by content. */
    @SuppressWarnings("ArrayRecordComponent") // equals and hashCode go by content
    record Bulk(byte[] bytes) implements Reply {
        /** The text in UTF-8. */
        public static Bulk of(String text) {
            return new Bulk(text.getBytes(StandardCharsets.UTF_8));
        }

        /** The bytes as text; what is not UTF-8 becomes a replacement character. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bulk bulk && Arrays.equals(bytes, bulk.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return bytes.length <= 64 ? "Bulk[" + text() + "]" : "Bulk[" + bytes.length + " bytes]";
        }
    }

    record Array(List<Reply> items) implements Reply {
        public static Array of(Reply... items) {
            return new Array(List.of(items));
        }
    }

    /** No value. RESP 2 has two forms of it, and clients expect the one that the command is known for. */
    enum Nil implements Reply {
        BULK,
        ARRAY
    }

    enum None implements Reply {
        INSTANCE
    }

    static Reply number(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : new Int(value);
    }

    private static String oneLine(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0
                ? text
                : text.replace('\r', ' ').replace('\n', ' ');
    }
}
