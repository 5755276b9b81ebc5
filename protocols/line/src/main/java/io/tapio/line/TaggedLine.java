package io.tapio.line;

import io.tapio.codec.BadFrame;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;

/**
 * Lines of the multiplexed form.
 *
 * <pre>
 *   7 text       a request, and its reply
 *   7! reason    an error in place of the reply
 *   7~           the caller of 7 has left
 *   * text       a message that nobody answers
 *   ~            the server wants no more requests here
 * </pre>
 */
final class TaggedLine {
    /** The ids are decimal numbers of at most nine digits. */
    static final long LAST_ID = 999_999_999;

    private static final int DIGITS = 9;

    private TaggedLine() {}

    /** What a client sends. */
    static Message<String> request(String line) {
        return line.endsWith("~") && line.indexOf(' ') < 0
                ? new Message.Cancel<>(id(line, line.length() - 1))
                : tagged(line, true);
    }

    /** What a server sends. */
    static Message<String> reply(String line) {
        if (line.equals("~")) {
            return new Message.Goodbye<>();
        }
        int end = line.indexOf("! ");
        return end >= 0 && end < line.indexOf(' ')
                ? new Message.Error<>(
                        id(line, end), Failure.at(Where.SERVICE, Processed.MAYBE, line.substring(end + 2)))
                : tagged(line, false);
    }

    private static Message<String> tagged(String line, boolean isRequest) {
        if (line.startsWith("* ")) {
            return new Message.OneWay<>(line.substring(2));
        }
        int end = endOfDigits(line);
        long id = id(line, end);
        if (end == line.length() || line.charAt(end) != ' ') {
            throw BadFrame.of(failure("a line goes on with a blank behind its id", line))
                    .withId(id);
        }
        String text = line.substring(end + 1);
        return isRequest ? new Message.Request<>(id, text) : new Message.Reply<>(id, text);
    }

    private static long id(String line, int end) {
        if (end < 1 || end > DIGITS || !line.chars().limit(end).allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw failure("a line begins with an id of at most " + DIGITS + " digits", line);
        }
        return Long.parseLong(line.substring(0, end));
    }

    private static int endOfDigits(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static Failure failure(String rule, String line) {
        return Failure.at(
                Where.DECODE, Processed.NO, rule + ", not as in: " + line.substring(0, Math.min(line.length(), 20)));
    }

    static String write(Message<String> message) {
        if (message instanceof Message.Request<String> request) {
            return request.id() + " " + request.body();
        } else if (message instanceof Message.Reply<String> reply) {
            return OneLine.isOneLine(reply.body())
                    ? reply.id() + " " + reply.body()
                    : reply.id() + "! the reply has more than one line";
        } else if (message instanceof Message.Error<String> error) {
            return error.id() + "! " + ErrorLine.reason(error.failure());
        } else if (message instanceof Message.Cancel<String> cancel) {
            return cancel.id() + "~";
        } else if (message instanceof Message.Goodbye<String>) {
            return "~";
        }
        return "* " + ((Message.OneWay<String>) message).body();
    }
}
