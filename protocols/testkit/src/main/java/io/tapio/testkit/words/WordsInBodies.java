package io.tapio.testkit.words;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.connection.ConnectionInfo;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * A streaming protocol as one of plain words, so that it can be held to the laws of those: every other word goes as a
 * head alone, the others, by their length, in a body of two chunks. What the laws cut off in the middle of a frame goes
 * as one: cut off in its body, it would be a call already.
 */
final class WordsInBodies {
    private static final int MOST = 1000;

    private WordsInBodies() {}

    /** The server's side. */
    record Server(ServerProtocol<Streamed<String, String>, Streamed<String, String>> streaming)
            implements ServerProtocol<String, String> {
        @Override
        public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<String, String> service) {
            return streaming.serve(
                    connection,
                    (context, request) -> word(request)
                            .thenCompose(word -> service.call(context, word))
                            .thenApply(WordsInBodies::message));
        }

        @Override
        public boolean drains() {
            return streaming.drains();
        }
    }

    /** The client's side. */
    static ClientProtocol<String, String> client(
            ClientProtocol<Streamed<String, String>, Streamed<String, String>> streaming) {
        return streaming.filtered(
                next -> (context, word) -> next.call(context, message(word)).thenCompose(WordsInBodies::word));
    }

    static boolean isInBody(String word) {
        return word.length() % 2 == 1 && !word.equals("cut off");
    }

    private static Streamed<String, String> message(String word) {
        if (!isInBody(word)) {
            return Streamed.of(word);
        }
        int half = word.length() / 2;
        return new Streamed<>("", Body.of(word.substring(0, half), word.substring(half)));
    }

    private static CompletionStage<String> word(Streamed<String, String> message) {
        return message.body().all(MOST, String::length).thenApply(chunks -> message.head() + String.join("", chunks));
    }
}
