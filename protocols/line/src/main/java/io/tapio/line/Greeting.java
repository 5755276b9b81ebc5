package io.tapio.line;

import io.tapio.handshake.Conversation;
import io.tapio.handshake.Step;
import java.util.List;

/**
 * What the two ends of a connection say before anything else.
 *
 * <pre>
 *   client: You ready?
 *   server: Bring it!
 * </pre>
 */
final class Greeting {
    private static final String QUESTION = "You ready?";
    private static final String ANSWER = "Bring it!";
    private static final int QUOTED = 40;

    private Greeting() {}

    /** The server's part; it agrees upon the line that it was greeted with. */
    static Conversation<String, String, String> server() {
        return line -> line.equals(QUESTION)
                ? Step.done(line, ANSWER)
                : Step.refused(
                        "the client did not greet, but said: " + quoted(line),
                        ErrorLine.PREFIX + "the first line must be: " + QUESTION);
    }

    /** The client's part; it agrees upon the line that it was answered with. */
    static Conversation<String, String, String> client() {
        return new Conversation<>() {
            @Override
            public List<String> start() {
                return List.of(QUESTION);
            }

            @Override
            public Step<String, String> onFrame(String line) {
                return line.equals(ANSWER)
                        ? Step.done(line)
                        : Step.refused("the server did not greet, but said: " + quoted(line));
            }
        };
    }

    private static String quoted(String line) {
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
    }
}
