package io.tapio.samples.proxy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.tapio.samples.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProxyProgramTest {
    @Test
    void eachConnectionIsJoinedToOneOfItsOwnAndEachHalfClosesAlone() throws Exception {
        try (ServerSocket upstream = listening();
                Running proxy = to(upstream.getLocalPort());
                Socket first = proxy.connect();
                Socket firstBehind = upstream.accept();
                Socket second = proxy.connect();
                Socket secondBehind = upstream.accept()) {
            first.getOutputStream().write("question".getBytes());
            first.shutdownOutput();
            assertThat(new String(firstBehind.getInputStream().readAllBytes())).isEqualTo("question");
            firstBehind.getOutputStream().write("late answer".getBytes());
            firstBehind.shutdownOutput();
            assertThat(new String(first.getInputStream().readAllBytes())).isEqualTo("late answer");

            secondBehind.getOutputStream().write("greeting".getBytes());
            secondBehind.shutdownOutput();
            assertThat(new String(second.getInputStream().readAllBytes())).isEqualTo("greeting");
            second.getOutputStream().write("last word".getBytes());
            second.shutdownOutput();
            assertThat(new String(secondBehind.getInputStream().readAllBytes())).isEqualTo("last word");
        }
    }

    @Test
    void whoDoesNotReadHoldsUpWhoSends() throws Exception {
        byte[] bytes = new byte[64 * 1024 * 1024];
        try (ServerSocket upstream = listening();
                Running proxy = to(upstream.getLocalPort());
                Socket client = proxy.connect();
                Socket behind = upstream.accept()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    behind.getOutputStream().write(bytes);
                    behind.shutdownOutput();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });

            // it takes a fraction of that where nothing holds it up
            assertThatThrownBy(() -> sent.get(500, MILLISECONDS)).isInstanceOf(TimeoutException.class);

            assertThat(client.getInputStream().readAllBytes()).hasSize(bytes.length);
            sent.join();
        }
    }

    @Test
    void aPeerWithoutAnUpstreamIsClosedAndTheCauseIsInTheLogAtDebug() throws Exception {
        int nobody;
        try (ServerSocket closed = listening()) {
            nobody = closed.getLocalPort();
        }
        try (Running proxy = to(nobody);
                Closed log = new Closed();
                Socket client = proxy.connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();

            ILoggingEvent closed = log.of(client.getLocalPort());
            assertThat(closed.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(closed.getFormattedMessage())
                    .contains("cannot connect to 127.0.0.1:" + nobody + ": Connection refused");
            assertThat(closed.getThrowableProxy()).isNull();
        }
    }

    private static Running to(int port) throws Exception {
        return Running.of("tapio.samples.proxy.port = " + port, new ProxyProgram()::start);
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** What is logged of connections that close. */
    private static final class Closed extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Logger logger = (Logger) LoggerFactory.getLogger("io.tapio.tcp");
        private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();

        Closed() {
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(this);
            start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }

        ILoggingEvent of(int port) throws InterruptedException {
            for (ILoggingEvent next = events.poll(10, SECONDS); next != null; next = events.poll(10, SECONDS)) {
                if (next.getFormattedMessage().contains(":" + port + " closed")) {
                    return next;
                }
            }
            throw new AssertionError("nothing was logged of port " + port);
        }

        @Override
        public void close() {
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }
}
