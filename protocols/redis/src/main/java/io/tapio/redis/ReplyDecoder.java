package io.tapio.redis;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies on a client. Arrays that are not complete lie on a stack of their own, so that a server cannot make
 * this recurse; what was read is taken from the buffer at once.
 */
final class ReplyDecoder implements Decoder<Reply> {
    private static final int SLOTS = 16;

    private final RedisSettings settings;
    private final Lines lines;
    private final BulkReader bulk = new BulkReader();
    private @Nullable Unfinished innermost;
    private long size;

    /** An array of which some elements have not come. */
    private record Unfinished(
            int expected, List<Reply> items, @Nullable Unfinished outer, int depth) {}

    ReplyDecoder(RedisSettings settings) {
        this.settings = settings;
        lines = new Lines(settings.maxInlineBytes());
    }

    @Override
    public @Nullable Reply decode(ByteBuffer in) {
        while (in.hasRemaining()) {
            int before = in.position();
            Reply element = bulk.isOpen() ? readBulk(in) : readLine(in);
            grow(in.position() - before);
            Reply whole = element == null ? null : close(element);
            if (whole != null) {
                size = 0;
                return whole;
            }
            if (element == null && in.position() == before) {
                return null;
            }
        }
        return null;
    }

    @Override
    public @Nullable Reply decodeEof(ByteBuffer in) {
        Reply reply = decode(in);
        if (reply == null && (size > 0 || in.hasRemaining())) {
            throw Failure.at(
                    Where.CLOSED,
                    Processed.MAYBE,
                    "the server closed inside a reply, after " + (size + in.remaining()) + " bytes");
        }
        return reply;
    }

    /** Puts the element where it belongs; the whole reply, if this was the last of it. */
    private @Nullable Reply close(Reply element) {
        Reply done = element;
        while (innermost != null) {
            innermost.items.add(done);
            if (innermost.items.size() < innermost.expected) {
                return null;
            }
            done = new Reply.Array(Collections.unmodifiableList(innermost.items));
            innermost = innermost.outer;
        }
        return done;
    }

    private @Nullable Reply readBulk(ByteBuffer in) {
        byte[] bytes = bulk.read(in);
        return bytes == null ? null : new Reply.Bulk(bytes);
    }

    /** An element that is one line; null if the line opens a longer one, or is not whole. */
    private @Nullable Reply readLine(ByteBuffer in) {
        int line = lines.line(in);
        if (line < 0) {
            if (line == Lines.TOO_LONG) {
                throw tooLarge("a line", lines.searched(), "bytes", settings.maxInlineBytes(), "max-inline-bytes");
            }
            return null;
        }
        char type = (char) (in.get(in.position()) & 0xff);
        Reply element = switch (type) {
            case '+' -> simple(text(in, line));
            case '-' -> new Reply.Error(text(in, line));
            case ':' -> Reply.number(integer(in, line));
            case '$' -> openBulk(length(in, line));
            case '*' -> openArray(length(in, line));
            default ->
                throw Fault.ofServer("a reply begins with byte " + (int) type + ", which no type of RESP 2 does");
        };
        lines.consume(in, line, 2);
        return element;
    }

    private @Nullable Reply openBulk(long length) {
        if (length < 0) {
            return Reply.NIL;
        }
        if (length > settings.maxBulkBytes()) {
            throw tooLarge("a bulk", length, "bytes", settings.maxBulkBytes(), "max-bulk-bytes");
        }
        checkSize(size + length);
        bulk.open((int) length);
        return null;
    }

    private @Nullable Reply openArray(long length) {
        if (length < 0) {
            return Reply.NIL_ARRAY;
        }
        if (length > settings.maxArrayElements()) {
            throw tooLarge("an array", length, "elements", settings.maxArrayElements(), "max-array-elements");
        }
        int depth = innermost == null ? 1 : innermost.depth + 1;
        if (depth > settings.maxReplyDepth()) {
            throw tooLarge("a nesting", depth, "levels", settings.maxReplyDepth(), "max-reply-depth");
        }
        if (length == 0) {
            return new Reply.Array(List.of());
        }
        List<Reply> items = new ArrayList<>((int) Math.min(length, SLOTS));
        innermost = new Unfinished((int) length, items, innermost, depth);
        return null;
    }

    private static long length(ByteBuffer in, int line) {
        long length = integer(in, line);
        if (length < -1) {
            throw Fault.ofServer("a reply has a length of " + length);
        }
        return length;
    }

    private static long integer(ByteBuffer in, int line) {
        long number = Lines.number(in, line);
        if (number == Lines.INVALID && !text(in, line).equals(Long.toString(number))) {
            throw Fault.ofServer("a reply has no number where one belongs");
        }
        return number;
    }

    private static Reply simple(String text) {
        return text.equals("OK") ? Reply.OK : new Reply.Simple(text);
    }

    private static String text(ByteBuffer in, int line) {
        return new String(in.array(), in.arrayOffset() + in.position() + 1, line - 1, StandardCharsets.UTF_8);
    }

    private void grow(int bytes) {
        size += bytes;
        checkSize(size);
    }

    private void checkSize(long size) {
        if (size > settings.maxCommandBytes()) {
            throw tooLarge("a reply", size, "bytes", settings.maxCommandBytes(), "max-command-bytes");
        }
    }

    private static Failure tooLarge(String what, long is, String unit, long limit, String key) {
        return Fault.ofServer(Fault.tooLarge(what, is, unit, limit, key));
    }
}
