package io.tapio.redis;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies on a client, of RESP 2 and RESP 3 at any time: it is the server that knows what was agreed on. What was
 * read is taken from the buffer at once; only an unfinished line stays there.
 */
final class ReplyDecoder implements Decoder<Reply> {
    private final RedisSettings settings;
    private final Lines lines;
    private final Nesting nesting;
    private final BulkReader bulk = new BulkReader();
    private char bulkType;
    private long size;

    ReplyDecoder(RedisSettings settings) {
        this.settings = settings;
        lines = new Lines(settings.maxInlineBytes());
        nesting = new Nesting(settings.maxReplyDepth());
    }

    @Override
    public @Nullable Reply decode(ByteBuffer in) {
        while (in.hasRemaining()) {
            int before = in.position();
            Reply whole = bulk.isOpen() ? readBulk(in) : readLine(in);
            grow(in.position() - before);
            if (whole != null) {
                size = 0;
                return whole;
            }
            if (in.position() == before) {
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

    @Override
    public boolean isInFrame() {
        return size > 0;
    }

    private @Nullable Reply readBulk(ByteBuffer in) {
        byte[] bytes = bulk.read(in);
        return bytes == null
                ? null
                : nesting.add(
                        switch (bulkType) {
                            case '=' -> verbatim(bytes);
                            case '!' -> new Reply.Error(new String(bytes, StandardCharsets.UTF_8));
                            default -> new Reply.Bulk(bytes);
                        });
    }

    /** Reads a line; null if it opens something longer, if a reply around it is not complete, or if it is not whole. */
    private @Nullable Reply readLine(ByteBuffer in) {
        int line = lines.line(in);
        if (line < 0) {
            if (line == Lines.TOO_LONG) {
                throw tooLarge("a line", lines.searched(), "bytes", settings.maxInlineBytes(), "max-inline-bytes");
            }
            return null;
        }
        char type = (char) (in.get(in.position()) & 0xff);
        Reply whole = switch (type) {
            case '$', '=', '!' -> openBulk(type, length(in, line));
            case '*', '~', '%', '>', '|' -> openAggregate(type, length(in, line));
            case ':' -> nesting.add(Reply.number(integer(in, line)));
            default -> nesting.add(scalar(type, text(in, line)));
        };
        lines.consume(in, line, 2);
        return whole;
    }

    private static Reply scalar(char type, String text) {
        return switch (type) {
            case '+' -> text.equals("OK") ? Reply.OK : new Reply.Simple(text);
            case '-' -> new Reply.Error(text);
            case '_' -> nothing(text);
            case '#' -> bool(text);
            case ',' -> number(text);
            case '(' -> bigNumber(text);
            default -> throw Fault.ofServer("a reply begins with byte " + (int) type + ", which no type of RESP does");
        };
    }

    private static Reply nothing(String text) {
        if (!text.isEmpty()) {
            throw Fault.ofServer("a reply has something behind the null");
        }
        return Reply.NIL;
    }

    private static Reply bool(String text) {
        return switch (text) {
            case "t" -> Reply.TRUE;
            case "f" -> Reply.FALSE;
            default -> throw Fault.ofServer("a reply is a boolean, and neither true nor false");
        };
    }

    private static Reply number(String text) {
        try {
            return new Reply.Double(Numerals.parse(text));
        } catch (NumberFormatException wrong) {
            throw noNumber();
        }
    }

    private static Reply bigNumber(String text) {
        if (!Numerals.isInteger(text)) {
            throw noNumber();
        }
        return new Reply.BigNumber(text);
    }

    private static Reply verbatim(byte[] bytes) {
        int format = Reply.Verbatim.FORMAT;
        if (bytes.length <= format || bytes[format] != ':' || (bytes[0] | bytes[1] | bytes[2]) < 0) {
            throw Fault.ofServer("a reply is verbatim, and has no format of three ASCII characters");
        }
        return new Reply.Verbatim(
                new String(bytes, 0, format, StandardCharsets.US_ASCII),
                new Reply.Bulk(Arrays.copyOfRange(bytes, format + 1, bytes.length)));
    }

    private @Nullable Reply openBulk(char type, long length) {
        if (length < 0 && type == '$') {
            return nesting.add(Reply.NIL);
        }
        checkLength(length);
        if (length > settings.maxBulkBytes()) {
            throw tooLarge("a bulk", length, "bytes", settings.maxBulkBytes(), "max-bulk-bytes");
        }
        checkSize(size + length);
        bulkType = type;
        bulk.open((int) length);
        return null;
    }

    private @Nullable Reply openAggregate(char type, long length) {
        if (length < 0 && type == '*') {
            return nesting.add(Reply.NIL_ARRAY);
        }
        checkLength(length);
        boolean pairs = type == '%' || type == '|';
        long elements = pairs && length <= Integer.MAX_VALUE ? 2 * length : length;
        if (elements > settings.maxArrayElements()) {
            String what = pairs ? "a map" : "an array";
            throw tooLarge(what, elements, "elements", settings.maxArrayElements(), "max-array-elements");
        }
        return nesting.open(type, (int) elements);
    }

    private static void checkLength(long length) {
        if (length < 0) {
            throw Fault.ofServer("a reply has a length of " + length);
        }
    }

    /** A length; -1 stands for no value, in two types. */
    private static long length(ByteBuffer in, int line) {
        if (line == 2 && in.get(in.position() + 1) == '?') {
            throw Fault.ofServer("a reply is streamed, its length unknown: no Redis sends that, and it is not read");
        }
        long length = integer(in, line);
        if (length < -1) {
            checkLength(length);
        }
        return length;
    }

    private static long integer(ByteBuffer in, int line) {
        long number = Lines.number(in, line);
        if (number == Lines.INVALID && !text(in, line).equals(Long.toString(number))) {
            throw noNumber();
        }
        return number;
    }

    /** What is in a line behind its first byte; an empty line has none. */
    private static String text(ByteBuffer in, int line) {
        int from = in.arrayOffset() + in.position() + 1;
        return line == 0 ? "" : new String(in.array(), from, line - 1, StandardCharsets.UTF_8);
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

    private static Failure noNumber() {
        return Fault.ofServer("a reply has no number where one belongs");
    }

    private static Failure tooLarge(String what, long is, String unit, long limit, String key) {
        return Fault.ofServer(Fault.tooLarge(what, is, unit, limit, key));
    }
}
