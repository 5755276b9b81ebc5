package io.tapio.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.micrometer.TapioMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Shows the numbers of this node, and those of its JVM, as text for Prometheus. By the JDK's own server, on threads of
 * its own: what reads numbers must not hold up what is counted.
 */
final class MetricsPage implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** As many are served at a time; as many more wait, and one beyond is closed. */
    private static final int READERS = 4;

    /** The longest that one may take over asking, and over reading, in seconds. */
    private static final String PATIENCE = "10";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final TapioMetrics numbers;
    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsPage(ActorSystem<?> system, HttpServer server) {
        this.server = server;
        this.numbers = TapioMetrics.of(system);
        this.threads = new ThreadPoolExecutor(
                READERS, READERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(READERS), MetricsPage::thread);
        numbers.bindTo(registry);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** @param port 0 for any that is free */
    static MetricsPage open(ActorSystem<?> system, String host, int port) {
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", PATIENCE);
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", PATIENCE);
        try {
            return new MetricsPage(
                    system, HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0));
        } catch (IOException refused) {
            throw Failure.at(
                            Where.CONNECT,
                            Processed.NO,
                            "cannot show metrics on " + host + ":" + port + ": " + refused.getMessage())
                    .withCause(refused);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "tapio-metrics");
        thread.setDaemon(true);
        return thread;
    }

    /** {@code http://127.0.0.1:9990/metrics}. */
    String address() {
        return "http://" + Server.text(server.getAddress()) + PATH;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] text = registry.scrape(TEXT).getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", TEXT);
                exchange.sendResponseHeaders(200, text.length);
                OutputStream body = exchange.getResponseBody();
                body.write(text);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        numbers.close();
        collections.close();
        registry.close();
    }
}
