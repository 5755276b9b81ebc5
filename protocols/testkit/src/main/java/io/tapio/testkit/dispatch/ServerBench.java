package io.tapio.testkit.dispatch;

import io.tapio.dispatch.multiplex.Message;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import java.util.ArrayList;
import java.util.List;

/** A server's end under test: its calls wait for the test, which is its client. */
final class ServerBench extends ServerEnd {
    private final OpenCalls calls;
    private final Talk<Message<String>> talk;

    ServerBench(ServerEndLaws laws, Wiring wiring, int maxInFlight, int maxWaiting) {
        this(laws, wiring, maxInFlight, maxWaiting, new OpenCalls());
    }

    private ServerBench(ServerEndLaws laws, Wiring wiring, int maxInFlight, int maxWaiting, OpenCalls calls) {
        this(laws, wiring, maxInFlight, maxWaiting, calls, calls);
    }

    /** With another protocol than that of the laws, for the same peer. */
    ServerBench(ServerEndLaws laws, Wiring wiring, ServerProtocol<String, String> protocol) {
        this(laws, wiring, protocol, new OpenCalls());
    }

    private ServerBench(ServerEndLaws laws, Wiring wiring, ServerProtocol<String, String> protocol, OpenCalls calls) {
        this(laws, wiring, protocol, calls, calls);
    }

    /** As the other, with another service; {@code calls} are not used then. */
    ServerBench(
            ServerEndLaws laws,
            Wiring wiring,
            int maxInFlight,
            int maxWaiting,
            OpenCalls calls,
            Service<String, String> service) {
        this(laws, wiring, laws.server(maxInFlight, maxWaiting), calls, service);
    }

    private ServerBench(
            ServerEndLaws laws,
            Wiring wiring,
            ServerProtocol<String, String> protocol,
            OpenCalls calls,
            Service<String, String> service) {
        super(wiring, wiring.serve(protocol, service));
        this.calls = calls;
        talk = new Talk<>(wiring, peer(), laws.peer());
    }

    OpenCalls calls() {
        return calls;
    }

    Talk<Message<String>> talk() {
        return talk;
    }

    void ask(long id, String body) {
        talk.say(new Message.Request<>(id, body));
    }

    /** Asks with the ids from 0 on, and the bodies in their order. */
    ServerBench ask(String... bodies) {
        for (int id = 0; id < bodies.length; id++) {
            ask(id, bodies[id]);
        }
        settle();
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
}
