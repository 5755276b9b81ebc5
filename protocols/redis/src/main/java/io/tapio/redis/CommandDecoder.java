package io.tapio.redis;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands on a server.
 *
 * <pre>
 *   ┌─▶ between commands ──"*n"──▶ n arguments to come ◀──"$len"──▶ inside an argument
 *   │      │         ▲ "*0", "*-1", blank line    │
 *   └──────┘ inline  └────────────────────────────┘ the last one: a command
 * </pre>
 *
 * <p>What was read is taken from the buffer at once; only an unfinished line stays there. A command that came whole
 * costs itself, its array and its arguments, and no other memory.
 */
final class CommandDecoder implements Decoder<Command> {
    private static final byte[][] NONE = new byte[0][];

    /** No argument takes fewer bytes than the empty one: {@code $0 CR LF CR LF}. */
    private static final int LEAST_ARGUMENT = 6;

    private static final int SLOTS = 16;

    private final RedisSettings settings;
    private final Lines lines;
    private final BulkReader bulk = new BulkReader();
    private byte[][] arguments = NONE;
    private int expected;
    private int count;
    private long size;

    CommandDecoder(RedisSettings settings) {
        this.settings = settings;
        lines = new Lines(settings.maxInlineBytes());
    }

    @Override
    public @Nullable Command decode(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (expected > 0) {
                if (!readArgument(in)) {
                    return null;
                }
                if (count == expected) {
                    return refuseHttp(finish());
                }
            } else if (in.get(in.position()) == '*') {
                if (!readCount(in)) {
                    return null;
                }
            } else {
                Command inline = readInline(in);
                if (inline == null || inline.argCount() > 0) {
                    return inline == null ? null : refuseHttp(inline);
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable Command decodeEof(ByteBuffer in) {
        Command command = decode(in);
        if (command == null && (expected > 0 || in.hasRemaining())) {
            throw Failure.at(
                    Where.CLOSED,
                    Processed.NO,
                    expected > 0
                            ? "the peer closed inside a command, after " + count + " of " + expected + " arguments"
                            : "the peer closed inside a line, after " + in.remaining() + " bytes");
        }
        return command;
    }

    @Override
    public boolean isInFrame() {
        return expected > 0;
    }

    /** The bytes at the buffer's position that need no second look. */
    int searched() {
        return lines.searched();
    }

    /** Reads "*n"; false if it is not whole. A count of nothing is no command, and is skipped. */
    private boolean readCount(ByteBuffer in) {
        long n = lines.takeSmall(in);
        if (n < 0) {
            int line = lines.line(in);
            if (line < 0) {
                return notWhole(line, "too big mbulk count string");
            }
            n = Lines.number(in, line);
            lines.consume(in, line, 2);
        }
        if (n == Lines.INVALID || n > settings.maxArrayElements()) {
            throw Fault.ofClient(
                    "invalid multibulk length",
                    n == Lines.INVALID
                            ? "the count of a command's arguments is not a number"
                            : Fault.tooLarge(
                                    "a command", n, "arguments", settings.maxArrayElements(), "max-array-elements"));
        }
        if (n > 0) {
            expected = (int) n;
            arguments = new byte[(int) Math.min(n, Math.max(SLOTS, in.remaining() / LEAST_ARGUMENT))][];
        }
        return true;
    }

    /** Reads "$len" and the argument, or what is there of them; false if it is not whole. */
    private boolean readArgument(ByteBuffer in) {
        if (!bulk.isOpen() && !readLength(in)) {
            return false;
        }
        byte[] argument = bulk.read(in);
        if (argument == null) {
            return false;
        }
        if (count == arguments.length) {
            arguments = Arrays.copyOf(arguments, (int) Math.min(expected, 2L * count));
        }
        arguments[count++] = argument;
        return true;
    }

    private boolean readLength(ByteBuffer in) {
        int start = in.position();
        byte type = in.get(start);
        long length = type == '$' ? lines.takeSmall(in) : Lines.INCOMPLETE;
        if (length < 0) {
            int line = lines.line(in);
            if (line < 0) {
                return notWhole(line, "too big bulk count string");
            }
            if (type != '$') {
                throw Fault.ofClient(
                        "expected '$', got '" + (char) (type & 0xff) + "'",
                        "an argument begins with byte " + type + ", not '$'");
            }
            length = Lines.number(in, line);
            lines.consume(in, line, 2);
        }
        size += in.position() - start + 2 + length;
        if (length < 0 || length > settings.maxBulkBytes() || size > settings.maxCommandBytes()) {
            throw Fault.ofClient("invalid bulk length", wrongLength(length));
        }
        bulk.open((int) length);
        return true;
    }

    private String wrongLength(long length) {
        if (length < 0) {
            return "the length of an argument is not a number from 0 on";
        }
        return length > settings.maxBulkBytes()
                ? Fault.tooLarge("an argument", length, "bytes", settings.maxBulkBytes(), "max-bulk-bytes")
                : Fault.tooLarge("a command", size, "bytes", settings.maxCommandBytes(), "max-command-bytes");
    }

    private @Nullable Command readInline(ByteBuffer in) {
        int line = lines.search(in, '\n');
        if (line < 0) {
            notWhole(line, "too big inline request");
            return null;
        }
        int from = in.arrayOffset() + in.position();
        boolean carriageReturn = line > 0 && in.array()[from + line - 1] == '\r';
        byte[][] words = Inline.split(in.array(), from, from + line - (carriageReturn ? 1 : 0));
        lines.consume(in, line, 1);
        return new Command(words);
    }

    private boolean notWhole(int line, String tooLong) {
        if (line == Lines.TOO_LONG) {
            throw Fault.ofClient(
                    tooLong,
                    Fault.tooLarge("a line", lines.searched(), "bytes", settings.maxInlineBytes(), "max-inline-bytes"));
        }
        return false;
    }

    private Command finish() {
        Command command = new Command(arguments);
        arguments = NONE;
        expected = 0;
        count = 0;
        size = 0;
        return command;
    }

    /** A browser can be made to send an HTTP request here whose body holds commands; nothing of it must take effect. */
    private static Command refuseHttp(Command command) {
        int length = command.arg(0).length;
        if ((length == 4 && command.is(0, "post")) || (length == 5 && command.is(0, "host:"))) {
            throw Fault.ofClient("", "an HTTP request came where Redis commands belong");
        }
        return command;
    }
}
