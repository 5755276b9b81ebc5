package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.testkit.dispatch.ClientBench.Made;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Script;
import io.tapio.testkit.random.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws of a client's dispatch, whatever its way of matching replies with calls. Extend {@link PipelinedClientLaws}
 * or {@link MultiplexedClientLaws}, which have those of their way, too.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class ClientLaws extends ClientEndLaws {
    /** What a client keeps by itself of what its peer does not take: its write window. */
    private static final int CLIENT_BYTES = 64 * 1024;

    @Test
    public void everyCallGetsItsOwnAnswerWhateverHappens() {
        Seed.run(random -> Script.check(
                random,
                effort().scripts(),
                80,
                chance -> ClientScript.Event.draw(chance, this),
                new ClientScript(this)::run));
    }

    @Test
    public void noMoreRequestsAreInFlightThanMayAndTheOthersWaitOrAreRefused() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 3, 4);
            List<Made> calls = client.call(0, 7);
            assertThat(client.session().status()).isEqualTo(Session.Status.BUSY);
            Failure refusal = client.call("one too many").failure();

            assertThat(refusal.where()).isEqualTo(Where.QUEUE);
            assertThat(refusal.isSafeToRetry()).isTrue();
            assertThat(refusal)
                    .as("both numbers, and the key")
                    .hasMessageContaining("8")
                    .hasMessageContaining("7");
            assertThat(refusal).hasMessageMatching(".*\\(tapio\\..*\\)");
            assertThat(client.words()).containsExactly("word 0", "word 1", "word 2");

            client.reply(0);
            assertThat(client.words()).containsExactly("word 1", "word 2", "word 3");
            assertThat(client.session().status()).isEqualTo(Session.Status.OPEN);
            client.replyToTheEnd();
            calls.forEach(Made::isAnswered);
        });
    }

    @Test
    public void aCallerThatLeavesLosesItsAnswerAndNothingElse() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 2, 4);
            List<Made> calls = client.call(0, 5);
            client.asked();
            calls.get(0).leave();
            calls.get(3).leave();

            assertThat(calls.get(0).failure().where()).isEqualTo(Where.CANCELLED);
            assertThat(calls.get(3).failure().where()).isEqualTo(Where.CANCELLED);
            assertThat(client.words()).containsExactly("word 0", "word 1");
            client.replyToTheEnd();
            List.of(calls.get(1), calls.get(2), calls.get(4)).forEach(Made::isAnswered);
            assertThat(client.session().status()).isEqualTo(Session.Status.OPEN);
        });
    }

    @Test
    public void aCallThatIsLeftBeforeItIsSentIsNotSent() {
        anywhere(wiring -> {
            ClientBench client = bench(wiring, 1, 4);
            List<Made> calls = client.call(0, 3);
            client.asked();
            calls.get(1).leave();
            client.reply(0);

            assertThat(client.words()).containsExactly("word 2");
        });
    }

    @Test
    public void aPeerThatReadsLateGetsEveryRequestOnce() {
        narrowly(wiring -> {
            int count = 3 * (wiring.windowToPeer() + CLIENT_BYTES) / (2 * LONG);
            ClientBench client = bench(wiring, count, count);
            List<Made> calls = IntStream.range(0, count)
                    .mapToObj(i -> client.call(longWord(i)))
                    .toList();
            wiring.settle();
            assertThat(calls).noneMatch(call -> call.answer().isDone());

            assertThat(client.words())
                    .containsExactlyElementsOf(calls.stream().map(Made::request).toList());
            client.replyToTheEnd();
            calls.forEach(Made::isAnswered);
        });
    }

    @Test
    public void nothingIsLeftOfManyCalls() {
        Seed.run(random -> on(new Seed(random.nextLong()), NetworkSettings.calm(), wiring -> {
            ClientBench client = bench(wiring, 5, 15);
            for (int made = 0; made < effort().calls(); made += 20) {
                List<Made> calls = client.call(made, made + 20);
                if (random.nextInt(4) == 0) {
                    calls.get(random.nextInt(20)).leave();
                }
                client.replyToTheEnd();
                assertThat(calls).allMatch(call -> call.answer().isDone());
            }

            client.others();
            List<Made> calls = client.call(0, 20);
            assertThat(calls)
                    .as("room for calls")
                    .noneMatch(call -> call.answer().isDone());
            assertThat(client.asked()).hasSize(5);
            assertThat(client.call("one too many").failure().where()).isEqualTo(Where.QUEUE);
            client.replyToTheEnd();
            calls.forEach(Made::isAnswered);
            assertThat(client.session().status()).isEqualTo(Session.Status.OPEN);
        }));
    }
}
