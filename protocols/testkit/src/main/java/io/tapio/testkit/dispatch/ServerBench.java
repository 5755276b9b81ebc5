package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.service.Service;
import io.tapio.testkit.network.RawPeer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's end under test: its calls wait for the test, which is its client. */
final class ServerBench {
    private final Wiring wiring;
    private final OpenCalls calls;
    private final Wiring.Served served;
    private final Talk talk;

    ServerBench(ServerEndLaws laws, Wiring wiring, int maxInFlight, int maxWaiting) {
        this(laws, wiring, maxInFlight, maxWaiting, new OpenCalls());
    }

    private ServerBench(ServerEndLaws laws, Wiring wiring, int maxInFlight, int maxWaiting, OpenCalls calls) {
        this(laws, wiring, maxInFlight, maxWaiting, calls, calls);
    }

    /** As the other, with another service; {@code calls} are not used then. */
    ServerBench(
            ServerEndLaws laws,
            Wiring wiring,
            int maxInFlight,
            int maxWaiting,
            OpenCalls calls,
            Service<String, String> service) {
        this.wiring = wiring;
        this.calls = calls;
        served = wiring.serve(laws.server(maxInFlight, maxWaiting), service);
        talk = new Talk(wiring, served.peer(), laws.peer());
    }

    OpenCalls calls() {
        return calls;
    }

    RawPeer peer() {
        return served.peer();
    }

    Talk talk() {
        return talk;
    }

    /** Asks with the ids from 0 on, and the bodies in their order. */
    ServerBench ask(String... bodies) {
        for (int id = 0; id < bodies.length; id++) {
            talk.ask(id, bodies[id]);
        }
        wiring.settle();
        return this;
    }

    List<Message<String>> hear() {
        return talk.hear();
    }

    /** The bodies of the replies that come next; nothing else may come. */
    List<String> hearReplies() {
        return hear().stream().map(ServerBench::reply).toList();
    }

    /** What comes next while all calls are answered, those that follow them too. */
    List<Message<String>> hearToTheEnd() {
        List<Message<String>> all = new ArrayList<>();
        int before;
        do {
            before = calls.total() + all.size();
            all.addAll(hear());
            calls.replyToAll();
            all.addAll(hear());
        } while (calls.total() + all.size() > before || calls.running() > 0);
        return all;
    }

    static String reply(Message<String> message) {
        if (message instanceof Message.Reply<String> reply) {
            return reply.body();
        }
        throw new AssertionError("a reply was expected, and not " + message);
    }

    static String[] repliesTo(String... requests) {
        String[] replies = requests.clone();
        for (int i = 0; i < replies.length; i++) {
            replies[i] = OpenCalls.replyTo(replies[i]);
        }
        return replies;
    }

    void drain() {
        wiring.settle();
        served.drain().run();
        wiring.settle();
    }

    /** Why the server's end has ended; null as long as it has not. */
    @Nullable
    CloseReason closed() {
        wiring.settle();
        return served.closed().toCompletableFuture().getNow(null);
    }

    void isOpen() {
        assertThat(closed()).as("the end of the connection").isNull();
    }

    /** The connection is over for the peer, too, and the server's end says why. */
    void isOver(Kind kind) {
        assertThat(peer().isAtEnd()).as("the server has closed its side").isTrue();
        peer().end();
        CloseReason reason = closed();
        if (reason == null) {
            throw new AssertionError("the connection has not ended");
        }
        assertThat(reason.kind()).as(reason.message()).isEqualTo(kind);
        assertThat(reason.message()).isNotBlank();
    }
}
