package io.tapio.redis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Redis answers. Immutable; the arrays in it belong to the reply and do not change any more.
 *
 * <p>A service gives one reply, whatever its client speaks: a connection begins with RESP 2, where the types that only
 * RESP 3 has are written as what Redis 7 writes in their place, until a reply is {@link Speaking} another version.
 */
public sealed interface Reply {
    Reply OK = new Simple("OK");
    Reply PONG = new Simple("PONG");
    Reply NIL = Nil.BULK;
    Reply NIL_ARRAY = Nil.ARRAY;
    Reply ZERO = new Int(0);
    Reply ONE = new Int(1);
    Reply TRUE = new Bool(true);
    Reply FALSE = new Bool(false);

    /** Nothing at all on the wire; a server's answer to a client that asked for silence ({@code CLIENT REPLY OFF}). */
    Reply NONE = new Several(List.of());

    /** A short text. A line break in it would be the end of it, so it becomes a blank. */
    record Simple(String text) implements Reply {
        public Simple {
            text = oneLine(text);
        }
    }

    /**
     * A failure: a code in capitals, a blank, what is wrong. Line breaks become blanks, as in Redis. The long form of
     * RESP 3 ({@code !}) is read as the same, so that no failure is missed; it is never written.
     */
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

    /**
     * No value. RESP 2 has two forms of it, and clients expect the one that the command is known for; RESP 3 has one of
     * its own, which is read as {@link #BULK}.
     */
    enum Nil implements Reply {
        BULK,
        ARRAY
    }

    /**
     * Keys and their values, in the order of the wire; RESP 2: an array of keys and values in turn. A list, because the
     * other side chooses the keys: nothing looks whether they differ, and none can crowd a hash table.
     */
    record Map(List<Entry> entries) implements Reply {
        public static Map of(Entry... entries) {
            return new Map(List.of(entries));
        }

        /** The value of the first key that is this text; null if there is none. Looks at one entry after the other. */
        public @Nullable Reply get(String key) {
            Bulk bulk = Bulk.of(key);
            for (Entry entry : entries) {
                if (entry.key.equals(bulk) || (entry.key instanceof Simple simple && simple.text.equals(key))) {
                    return entry.value;
                }
            }
            return null;
        }
    }

    record Entry(Reply key, Reply value) {}

    /** An entry whose key is a bulk. */
    static Entry entry(String key, Reply value) {
        return new Entry(Bulk.of(key), value);
    }

    /** Elements in no order, though the wire has one; RESP 2: an array. Nothing looks whether they differ. */
    record Set(List<Reply> items) implements Reply {
        public static Set of(Reply... items) {
            return new Set(List.of(items));
        }
    }

    /** A number, printed as Redis 7.0 does: with 17 digits, {@code inf}, {@code -inf}, {@code nan}; RESP 2: a bulk. */
    @SuppressWarnings("JavaLangClash") // as Error
    record Double(double value) implements Reply {
        /** The number as it is printed. */
        public String text() {
            return Numerals.text(value);
        }
    }

    /**
     * An integer of any length; RESP 2: a bulk of the digits.
     *
     * @param digits an optional sign and digits
     */
    record BigNumber(String digits) implements Reply {
        public BigNumber {
            if (!Numerals.isInteger(digits)) {
                throw new IllegalArgumentException("not an integer: " + digits);
            }
        }

        public static BigNumber of(BigInteger value) {
            return new BigNumber(value.toString());
        }

        /** The number. Computed anew, in a time that grows with the square of the digits. */
        public BigInteger value() {
            return new BigInteger(digits);
        }
    }

    /**
     * Text for a person, to be shown as it is; RESP 2: a bulk of it.
     *
     * @param format three ASCII characters: {@code txt}, or {@code mkd} for Markdown
     */
    record Verbatim(String format, Bulk content) implements Reply {
        static final int FORMAT = 3;

        public Verbatim {
            if (format.length() != FORMAT || format.chars().anyMatch(letter -> letter > 127)) {
                throw new IllegalArgumentException("not a format of three ASCII characters: " + format);
            }
        }

        /** Plain text. */
        public static Verbatim of(String text) {
            return new Verbatim("txt", Bulk.of(text));
        }

        public String text() {
            return content.text();
        }
    }

    /** RESP 2: 1 or 0. */
    record Bool(boolean value) implements Reply {}

    /** Something that no command asked for: a kind and data; RESP 2: an array. It may come between any two replies. */
    record Push(List<Reply> items) implements Reply {
        public static Push of(Reply... items) {
            return new Push(List.of(items));
        }
    }

    /** A reply, and what is said of it beside; RESP 2: the reply alone. */
    record Attributed(Map attributes, Reply reply) implements Reply {}

    /**
     * The reply, written in a version that the connection speaks from it on: the answers to {@code HELLO} and
     * {@code RESET}. Written only; no part of another reply but of {@link Several}.
     *
     * @param version 2 or 3
     */
    record Speaking(int version, Reply reply) implements Reply {
        public Speaking {
            if (version != 2 && version != 3) {
                throw new IllegalArgumentException("there is no RESP " + version);
            }
        }
    }

    /**
     * Replies in a row to one command, as {@code SUBSCRIBE a b} has two; nothing if it is empty. Written only; no part
     * of another reply but of these two.
     */
    record Several(List<Reply> replies) implements Reply {
        public static Several of(Reply... replies) {
            return new Several(List.of(replies));
        }
    }

    static Reply number(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : new Int(value);
    }

    static Reply bool(boolean value) {
        return value ? TRUE : FALSE;
    }

    private static String oneLine(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0
                ? text
                : text.replace('\r', ' ').replace('\n', ' ');
    }
}
