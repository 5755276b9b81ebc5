package io.tapio.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.context.Context;
import io.tapio.testkit.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallListTest {
    private final WorkerPool<Integer, String> pool =
            new WorkerPool<>("list", SupervisionSettings.from(ConfigFactory.load()));
    private final List<OpenCall<Integer, String>> calls = IntStream.range(0, 20)
            .mapToObj(i -> new OpenCall<>(pool, Context.root(), i))
            .toList();

    @Test
    void doesWhatAListDoes() {
        Seed.run(random -> {
            CallList<Integer, String> list = new CallList<>();
            List<OpenCall<Integer, String>> expected = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                OpenCall<Integer, String> call = calls.get(random.nextInt(calls.size()));
                if (expected.remove(call)) {
                    list.remove(call);
                } else if (random.nextBoolean()) {
                    expected.add(call);
                    list.addLast(call);
                } else {
                    expected.add(0, call);
                    list.addFirst(call);
                }
                assertThat(list.size()).isEqualTo(expected.size());
                if (random.nextInt(10) == 0) {
                    assertThat(list.pollFirst()).isSameAs(expected.isEmpty() ? null : expected.remove(0));
                }
            }
            assertThat(list.removeAll()).isEqualTo(expected);
            assertThat(list.isEmpty()).isTrue();
        });
    }

    @Test
    void aCallThatIsInAnotherListStaysThere() {
        CallList<Integer, String> one = new CallList<>();
        CallList<Integer, String> other = new CallList<>();
        one.addLast(calls.get(0));

        other.remove(calls.get(0));

        assertThat(one.pollFirst()).isSameAs(calls.get(0));
        assertThat(other.size()).isZero();
    }
}
