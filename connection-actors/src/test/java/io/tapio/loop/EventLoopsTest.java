package io.tapio.loop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.stats.CountingThread;
import io.tapio.stats.SystemStats;
import io.tapio.testkit.stats.Numbers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventLoopsTest {
    private static final Config TWO =
            ConfigFactory.parseString("tapio.io.loops = 2").withFallback(ConfigFactory.load());

    private record Ask(ActorRef<String> replyTo) {}

    @Test
    void actorsRunOnTheirLoopsInASystemThatConfiguresNothing() {
        ActorSystem<Void> system = system("plain");

        assertThat(where(system, 0)).isEqualTo("plain-tapio-loop-0");
        assertThat(where(system, 1)).isEqualTo("plain-tapio-loop-1");
        end(system);
    }

    /** Pekko shuts a dispatcher down a second after its last actor has left it. */
    @Test
    void aLoopThatLostItsLastActorServesTheNext() throws Exception {
        ActorSystem<Void> system = system("deserted");
        where(system, 0);
        CompletableFuture<Void> later = new CompletableFuture<>();
        EventLoops.get(system).all().get(1).schedule(Duration.ofMillis(2500), () -> later.complete(null));
        later.get(20, SECONDS);

        assertThat(where(system, 0)).isEqualTo("deserted-tapio-loop-0");
        end(system);
    }

    @Test
    void aSystemThatEndsTakesNothingFromAnother() {
        ActorSystem<Void> first = system("first");
        ActorSystem<Void> second = system("second");
        where(first, 0);
        where(second, 0);

        end(first);

        assertThat(where(second, 0)).isEqualTo("second-tapio-loop-0");
        end(second);
    }

    @Test
    void nothingIsLeftAfterAHundredSystems() {
        long selectors = selectors();
        for (int i = 0; i < 100; i++) {
            ActorSystem<Void> system = system("short-" + i);
            where(system, i % 2);
            end(system);
        }

        ActorSystem<Void> observer = system("observer");
        TestProbe.create(observer).awaitAssert(Duration.ofSeconds(20), () -> {
            assertThat(threads("short-")).isEmpty();
            assertThat(selectors()).isLessThanOrEqualTo(selectors + TWO.getInt("tapio.io.loops"));
            return null;
        });
        end(observer);
    }

    @Test
    void itsThreadsHaveCellsOfTheirOwnAndTheirCountersAreRead() throws Exception {
        ActorSystem<Void> system = system("numbers");
        EventLoop loop = EventLoops.get(system).all().get(0);
        Numbers numbers = new Numbers(SystemStats.of(system));
        CompletableFuture<Thread> thread = new CompletableFuture<>();

        loop.execute(() -> thread.complete(Thread.currentThread()));

        assertThat(thread.get(20, SECONDS)).isInstanceOf(CountingThread.class);
        TestProbe.create(system).awaitAssert(Duration.ofSeconds(20), () -> {
            assertThat(numbers.of(LoopCounters.TASKS, "tapio-loop-0")).isPositive();
            assertThat(numbers.of(LoopCounters.SELECTS, "tapio-loop-0")).isPositive();
            assertThat(numbers.of(LoopCounters.LONGEST_TURN, "tapio-loop-0")).isPositive();
            return null;
        });
        assertThat(numbers.of(LoopCounters.WAKE_UPS, "tapio-loop-1")).isNotNegative();
        end(system);
    }

    @Test
    void theWatchdogNamesWhatHoldsALoop() throws Exception {
        ActorSystem<Void> system = system("held");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Watchdog.class);
        logger.addAppender(log);
        CompletableFuture<Void> warned = new CompletableFuture<>();
        EventLoop loop = EventLoops.get(system).all().get(0);

        loop.execute(() -> blockUntil(warned));
        TestProbe.create(system).awaitAssert(Duration.ofSeconds(20), () -> {
            assertThat(log.list).isNotEmpty();
            return null;
        });
        warned.complete(null);

        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains("held-tapio-loop-0", "tapio.io.watchdog-limit", "EventLoopsTest.blockUntil");
        logger.detachAppender(log);
        end(system);
    }

    private static void blockUntil(CompletableFuture<Void> warned) {
        warned.join();
    }

    private static ActorSystem<Void> system(String name) {
        return ActorSystem.create(Behaviors.empty(), name, TWO);
    }

    private static String where(ActorSystem<Void> system, int loop) {
        String id = EventLoops.get(system).all().get(loop).dispatcher();
        ActorRef<Ask> actor = system.systemActorOf(
                Behaviors.receive(Ask.class)
                        .onMessage(Ask.class, ask -> {
                            ask.replyTo.tell(Thread.currentThread().getName());
                            return Behaviors.stopped();
                        })
                        .build(),
                "where-" + System.nanoTime(),
                DispatcherSelector.fromConfig(id));
        TestProbe<String> probe = TestProbe.create(system);
        actor.tell(new Ask(probe.getRef()));
        return probe.receiveMessage(Duration.ofSeconds(10));
    }

    private static void end(ActorSystem<Void> system) {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().orTimeout(20, SECONDS).join();
    }

    /** The selectors that this process has open, where the operating system tells; 0 where it does not. */
    private static long selectors() {
        File[] open = new File("/proc/self/fd").listFiles();
        return open == null
                ? 0
                : Arrays.stream(open)
                        .filter(file -> target(file).contains("eventpoll"))
                        .count();
    }

    private static String target(File link) {
        try {
            return Files.readSymbolicLink(link.toPath()).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Set<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix) && name.contains("tapio"))
                .collect(Collectors.toSet());
    }
}
