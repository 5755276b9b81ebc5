package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The random life of a server's connection, and what its peer must hear in it. */
final class ServerScript {
    private enum Kind {
        ASK,
        REPLY,
        FAIL,
        CANCEL,
        LOOK
    }

    /** @param pick which of those that there are */
    record Event(Kind kind, int pick) {
        static Event draw(RandomGenerator random, ServerLaws laws) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            boolean asksInstead = (kind == Kind.FAIL && !laws.features().errors())
                    || (kind == Kind.CANCEL && !laws.features().cancels());
            return new Event(asksInstead ? Kind.ASK : kind, random.nextInt(100));
        }

        @Override
        public String toString() {
            return kind == Kind.ASK || kind == Kind.LOOK ? kind.name() : kind + " " + pick;
        }
    }

    private static final int MAX_IN_FLIGHT = 4;
    private static final int MAX_WAITING = 3;

    /** The ids in use are this many at most, so that they are used again and again. */
    private static final int IDS = 12;

    private final ServerLaws laws;

    ServerScript(ServerLaws laws) {
        this.laws = laws;
    }

    void run(Seed seed, List<Event> events) {
        NetworkSettings settings = NetworkSettings.rough(seed.random());
        laws.on(seed, settings, wiring -> new Life(wiring).live(events));
    }

    static long id(Message<String> message) {
        if (message instanceof Message.Reply<String> reply) {
            return reply.id();
        } else if (message instanceof Message.Error<String> error) {
            return error.id();
        }
        throw new AssertionError("an answer was expected, and not " + message);
    }

    private final class Life {
        private final Wiring wiring;
        private final ServerBench server;

        /** Bodies of the requests that have no answer yet, in their order, by id. */
        private final Map<Long, String> unanswered = new LinkedHashMap<>();

        private final Set<String> mayFail = new HashSet<>();
        private int asked;

        Life(Wiring wiring) {
            this.wiring = wiring;
            server = laws.bench(wiring, MAX_IN_FLIGHT, MAX_WAITING);
        }

        void live(List<Event> events) {
            for (Event event : events) {
                switch (event.kind) {
                    case ASK -> ask();
                    case REPLY -> server.calls().reply(event.pick);
                    case FAIL -> fail(event.pick);
                    case CANCEL -> cancel(event.pick);
                    case LOOK -> look();
                }
            }
            server.isOpen();
            server.peer().end();
            server.hearToTheEnd().forEach(this::check);
            assertThat(unanswered).as("requests without an answer").isEmpty();
            server.isOver(CloseReason.Kind.PEER_CLOSED);
        }

        private void ask() {
            for (long id = 0; id < IDS; id++) {
                if (!unanswered.containsKey(id)) {
                    String body = "word " + asked++;
                    unanswered.put(id, body);
                    server.ask(id, body);
                    return;
                }
            }
        }

        private void fail(int pick) {
            OpenCalls.Open call = server.calls().take(pick);
            if (call != null) {
                mayFail.add(call.request());
                call.fail();
            }
        }

        private void cancel(int pick) {
            if (!unanswered.isEmpty()) {
                long id = new ArrayList<>(unanswered.keySet()).get(pick % unanswered.size());
                mayFail.add(unanswered.getOrDefault(id, ""));
                server.talk().say(new Message.Cancel<>(id));
            }
        }

        private void look() {
            server.hear().forEach(this::check);
            assertThat(server.calls().mostRunning()).as("calls at a time").isLessThanOrEqualTo(MAX_IN_FLIGHT);
        }

        private void check(Message<String> answer) {
            long id = laws.hasIds()
                    ? id(answer)
                    : unanswered.keySet().stream().findFirst().orElse(-1L);
            String request = unanswered.remove(id);
            if (request == null) {
                throw new AssertionError("no request has the answer " + answer);
            } else if (answer instanceof Message.Reply<String> reply) {
                assertThat(reply.body()).isEqualTo(OpenCalls.replyTo(request));
            } else {
                assertThat(mayFail).as("calls that failed or were cancelled").contains(request);
            }
        }
    }
}
