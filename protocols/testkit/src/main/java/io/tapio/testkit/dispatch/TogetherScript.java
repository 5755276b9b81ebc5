package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.service.Session;
import io.tapio.testkit.dispatch.ClientBench.Made;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The random life of a connection with both its ends, and what callers must be told in it. */
final class TogetherScript {
    /** What becomes of the connection after half of the events. */
    enum Ending {
        NONE,
        RESET,
        /** One of the sides is closed at any byte. */
        HALF_CLOSE,
        SERVER_DRAINS,
        SESSION_DRAINS
    }

    private enum Kind {
        CALL,
        REPLY,
        FAIL,
        LEAVE,
        SETTLE
    }

    /** @param pick which of those that there are */
    record Event(Kind kind, int pick) {
        static Event draw(RandomGenerator random, Features features) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            return new Event(kind == Kind.FAIL && !features.errors() ? Kind.CALL : kind, random.nextInt(100));
        }

        @Override
        public String toString() {
            return kind == Kind.CALL || kind == Kind.SETTLE ? kind.name() : kind + " " + pick;
        }
    }

    private static final int HALF_CLOSE_WITHIN = 400;

    private final TogetherLaws laws;
    private final Ending ending;

    TogetherScript(TogetherLaws laws, Ending ending) {
        this.laws = laws;
        this.ending = ending;
    }

    void run(Seed seed, List<Event> events) {
        NetworkSettings rough = NetworkSettings.rough(seed.random());
        NetworkSettings settings = ending == Ending.HALF_CLOSE ? rough.withHalfCloseWithin(HALF_CLOSE_WITHIN) : rough;
        laws.on(seed, settings, wiring -> new Life(wiring).live(events));
    }

    private final class Life {
        private final Wiring wiring;
        private final OpenCalls service = new OpenCalls();
        private final List<String> seen = new ArrayList<>();
        private final Wiring.Joined<String, String> joined;
        private final List<Made> calls = new ArrayList<>();
        private final Set<String> failed = new HashSet<>();
        private int madeBefore = Integer.MAX_VALUE;

        Life(Wiring wiring) {
            this.wiring = wiring;
            joined = wiring.join(laws.client(4, 6), laws.server(3, 2), (context, request) -> {
                seen.add(request);
                return service.call(context, request);
            });
        }

        void live(List<Event> events) {
            events.subList(0, events.size() / 2).forEach(this::happen);
            end();
            events.subList(events.size() / 2, events.size()).forEach(this::happen);
            wiring.settle();
            while (service.running() > 0) {
                service.replyToAll();
                wiring.settle();
            }
            calls.forEach(this::check);
            assertThat(service.mostRunning()).as("calls at a time").isLessThanOrEqualTo(3);
            if (ending == Ending.NONE) {
                assertThat(joined.session().status()).isEqualTo(Session.Status.OPEN);
            }
        }

        private void happen(Event event) {
            switch (event.kind) {
                case CALL -> calls.add(ClientBench.call(joined.session(), "word " + calls.size()));
                case REPLY -> service.reply(event.pick);
                case FAIL -> fail(event.pick);
                case LEAVE -> leave(event.pick);
                case SETTLE -> wiring.settle();
            }
        }

        private void fail(int pick) {
            OpenCalls.Open call = service.take(pick);
            if (call != null) {
                failed.add(call.request());
                call.fail();
            }
        }

        private void leave(int pick) {
            if (!calls.isEmpty()) {
                calls.get(pick % calls.size()).leave();
            }
        }

        private void end() {
            madeBefore = calls.size();
            switch (ending) {
                case NONE, HALF_CLOSE -> {}
                case RESET -> joined.reset().run();
                case SERVER_DRAINS -> joined.drain().run();
                case SESSION_DRAINS -> joined.session().drain(Duration.ofDays(1));
            }
        }

        private void check(Made call) {
            String request = call.request();
            int times = (int) seen.stream().filter(request::equals).count();
            assertThat(times).as("calls of the service for one request").isLessThanOrEqualTo(1);
            assertThat(call.answer()).as(request).isDone();
            if (ending == Ending.HALF_CLOSE && times == 0 && call.isAnsweredOtherwise()) {
                return; // the protocol's error reply to a request that was cut off in its body
            } else if (!call.answer().isCompletedExceptionally()) {
                assertThat(times)
                        .as("calls of the service for a request that was answered")
                        .isOne();
                if (!failed.contains(request)) {
                    call.isAnswered();
                }
                return;
            }
            Failure failure = call.failure();
            if (failure.isSafeToRetry()) {
                assertThat(times)
                        .as("calls of the service for what is safe to retry: " + failure)
                        .isZero();
            }
            assertThat(mayEnd(call, failure))
                    .as(request + " ended with " + failure)
                    .isTrue();
        }

        private boolean mayEnd(Made call, Failure failure) {
            return switch (failure.where()) {
                case QUEUE -> true;
                case CANCELLED -> call.source().isCancelled();
                case SERVICE -> failed.contains(call.request()) || ending == Ending.HALF_CLOSE; // cut off in its body
                case CLOSED -> isOver(call) && (failure.isSafeToRetry() || !saysGoodbye());
                case DECODE -> ending == Ending.HALF_CLOSE;
                case PEER_REFUSED -> ending == Ending.SERVER_DRAINS && failure.isSafeToRetry();
                default -> false;
            };
        }

        /** Then no call is lost: one that is not answered was not processed. */
        private boolean saysGoodbye() {
            return ending == Ending.SERVER_DRAINS && laws.features().goodbyes();
        }

        /** A session that drains takes no new calls, but owes an answer to each that it has. */
        private boolean isOver(Made call) {
            return ending == Ending.SESSION_DRAINS ? calls.indexOf(call) >= madeBefore : ending != Ending.NONE;
        }
    }
}
