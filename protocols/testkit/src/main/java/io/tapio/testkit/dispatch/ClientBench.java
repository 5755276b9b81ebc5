package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.testkit.network.RawPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A client's end under test, and the test as its server. */
final class ClientBench {
    /** A call, and the way to leave it. */
    record Made(String request, CancellationSource source, CompletableFuture<String> answer) {
        void leave() {
            source.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
        }

        Failure failure() {
            assertThat(answer).as(request).isCompletedExceptionally();
            return Failure.of(answer.handle((value, thrown) -> thrown).join());
        }

        /** Whether it has a reply that is not the service's. */
        boolean isAnsweredOtherwise() {
            return answer.isDone()
                    && !answer.isCompletedExceptionally()
                    && !answer.join().equals(OpenCalls.replyTo(request));
        }

        void isAnswered() {
            assertThat(answer).as(request).isCompletedWithValue(OpenCalls.replyTo(request));
        }
    }

    private final Wiring wiring;
    private final Wiring.Opened<String, String> opened;
    private final Talk<Message<String>> talk;

    /** Requests that came to the server, and that it has not answered. */
    private final List<Message.Request<String>> asked = new ArrayList<>();

    private final List<Message<String>> others = new ArrayList<>();

    ClientBench(ClientEndLaws laws, Wiring wiring, ClientProtocol<String, String> protocol) {
        this.wiring = wiring;
        opened = wiring.open(protocol);
        talk = new Talk<>(wiring, opened.peer(), laws.peer());
    }

    Session<String, String> session() {
        return opened.session();
    }

    RawPeer peer() {
        return opened.peer();
    }

    Talk<Message<String>> talk() {
        return talk;
    }

    Made call(String request) {
        return call(session(), request);
    }

    static Made call(Session<String, String> session, String request) {
        CancellationSource source = new CancellationSource();
        return new Made(
                request,
                source,
                session.call(Context.root().withCancellation(source), request).toCompletableFuture());
    }

    /** Calls with the words of these numbers. */
    List<Made> call(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> call("word " + i)).toList();
    }

    /** The requests that the server has got and not answered, in their order. */
    List<Message.Request<String>> asked() {
        for (Message<String> message : talk.hear()) {
            if (message instanceof Message.Request<String> request) {
                asked.add(request);
            } else {
                others.add(message);
            }
        }
        return asked;
    }

    /** The bodies of {@link #asked()}. */
    List<String> words() {
        return asked().stream().map(Message.Request::body).toList();
    }

    /** What has come beside requests, since the last time. */
    List<Message<String>> others() {
        asked();
        List<Message<String>> all = List.copyOf(others);
        others.clear();
        return all;
    }

    /** Answers the request at this place. */
    void reply(int place) {
        Message.Request<String> request = asked.remove(place);
        talk.say(new Message.Reply<>(request.id(), OpenCalls.replyTo(request.body())));
    }

    void fail(int place) {
        Message.Request<String> request = asked.remove(place);
        talk.say(new Message.Error<>(request.id(), Failure.at(Where.SERVICE, Processed.YES, "no")));
    }

    /** Answers every request that has come and that follows, in the order in which they came. */
    void replyToTheEnd() {
        while (!asked().isEmpty()) {
            while (!asked.isEmpty()) {
                reply(0);
            }
        }
    }

    /** The session has ended, and a call is told why. */
    Failure ended() {
        wiring.settle();
        assertThat(session().status()).isEqualTo(Session.Status.CLOSED);
        Failure refusal = call("too late").failure();
        assertThat(refusal.isSafeToRetry())
                .as("a call after the end is not processed")
                .isTrue();
        assertThat(refusal).hasMessageMatching("(?s).*\\w.*");
        return refusal;
    }
}
