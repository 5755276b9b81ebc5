package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.testkit.dispatch.ClientBench.Made;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The random life of a client's connection, and what its callers must be told in it. */
final class ClientScript {
    private enum Kind {
        CALL,
        REPLY,
        FAIL,
        LEAVE,
        LOOK
    }

    /** @param pick which of those that there are */
    record Event(Kind kind, int pick) {
        static Event draw(RandomGenerator random, ClientLaws laws) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            boolean callsInstead =
                    kind == Kind.FAIL && !(laws.hasIds() && laws.features().errors());
            return new Event(callsInstead ? Kind.CALL : kind, random.nextInt(100));
        }

        @Override
        public String toString() {
            return kind == Kind.CALL || kind == Kind.LOOK ? kind.name() : kind + " " + pick;
        }
    }

    private static final int MAX_IN_FLIGHT = 4;
    private static final int MAX_WAITING = 6;

    private final ClientLaws laws;

    ClientScript(ClientLaws laws) {
        this.laws = laws;
    }

    void run(Seed seed, List<Event> events) {
        NetworkSettings settings = NetworkSettings.rough(seed.random());
        laws.on(seed, settings, wiring -> new Life(wiring).live(events));
    }

    private final class Life {
        private final ClientBench client;
        private final List<Made> calls = new ArrayList<>();
        private final Set<String> left = new HashSet<>();
        private final Set<String> failed = new HashSet<>();

        Life(Wiring wiring) {
            client = laws.bench(wiring, MAX_IN_FLIGHT, MAX_WAITING);
        }

        void live(List<Event> events) {
            for (Event event : events) {
                switch (event.kind) {
                    case CALL -> calls.add(client.call("word " + calls.size()));
                    case REPLY -> reply(event.pick);
                    case FAIL -> fail(event.pick);
                    case LEAVE -> leave(event.pick);
                    case LOOK -> look();
                }
            }
            look();
            while (!client.asked().isEmpty()) {
                reply(0);
                look();
            }
            calls.forEach(this::check);
            assertThat(client.session().status()).isEqualTo(Session.Status.OPEN);
        }

        private void look() {
            assertThat(client.asked()).as("requests in flight").hasSizeLessThanOrEqualTo(MAX_IN_FLIGHT);
            for (Message<String> other : client.others()) {
                assertThat(other).as("beside requests").isInstanceOf(Message.Cancel.class);
                long id = ((Message.Cancel<String>) other).id();
                List<Long> ids =
                        client.asked().stream().map(Message.Request::id).toList();
                if (ids.contains(id)) { // else it has crossed its answer
                    failed.add(client.asked().get(ids.indexOf(id)).body());
                    client.fail(ids.indexOf(id));
                }
            }
        }

        private void reply(int pick) {
            int asked = client.asked().size();
            if (asked > 0) {
                client.reply(laws.hasIds() ? pick % asked : 0);
            }
        }

        private void fail(int pick) {
            int asked = client.asked().size();
            if (asked > 0) {
                failed.add(client.asked().get(pick % asked).body());
                client.fail(pick % asked);
            }
        }

        private void leave(int pick) {
            if (!calls.isEmpty()) {
                Made call = calls.get(pick % calls.size());
                left.add(call.request());
                call.leave();
            }
        }

        private void check(Made call) {
            assertThat(call.answer()).as(call.request()).isDone();
            if (!call.answer().isCompletedExceptionally()) {
                call.isAnswered();
                return;
            }
            Where where = call.failure().where();
            if (where == Where.CANCELLED) {
                assertThat(left).contains(call.request());
            } else if (where != Where.QUEUE) {
                assertThat(failed).as("calls that failed with " + where).contains(call.request());
            }
        }
    }
}
