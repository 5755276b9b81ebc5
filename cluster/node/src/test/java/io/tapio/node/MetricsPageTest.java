package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.stats.SystemStats;
import io.tapio.stats.calls.CallStats;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final int CALLS = 200;

    private final ActorSystem<Void> system = Actors.start(ConfigFactory.load());
    private final MetricsPage page = MetricsPage.open(system, "127.0.0.1", 0);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        page.close();
        system.terminate();
    }

    @Test
    void whatIsServedIsToldWhileItIsServed() throws Exception {
        Session<String, String> session = served();
        for (int i = 0; i < CALLS / 2; i++) {
            Actors.await(session.call(Context.root(), "x"));
        }
        String during = get("/metrics").body();
        for (int i = 0; i < CALLS / 2; i++) {
            Actors.await(session.call(Context.root(), "x"));
        }
        HttpResponse<String> after = get("/metrics");

        assertThat(after.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(number(during, "tapio_service_calls_total{outcome=\"success\",service=\"echo\",side=\"server\"}"))
                .isEqualTo(CALLS / 2);
        assertThat(number(
                        after.body(),
                        "tapio_service_calls_total{outcome=\"success\",service=\"echo\",side=\"server\"}"))
                .isEqualTo(CALLS);
        assertThat(number(after.body(), "tapio_service_duration_seconds_count{service=\"echo\",side=\"server\"}"))
                .isEqualTo(CALLS);
        assertThat(number(after.body(), "tapio_tcp_client_open")).isEqualTo(1);
        assertThat(after.body())
                .containsPattern("tapio_tcp_server_open\\{listener=\"127\\.0\\.0\\.1:\\d+\"} 1\\.0")
                .contains(
                        "tapio_loop_tasks_total{loop=\"tapio-loop-0\"}", "jvm_memory_used_bytes", "jvm_gc_", "# TYPE");
        assertThat(number(after.body(), "tapio_loop_tasks_total{loop=\"tapio-loop-0\"}"))
                .isGreaterThanOrEqualTo(number(during, "tapio_loop_tasks_total{loop=\"tapio-loop-0\"}"));
    }

    private Session<String, String> served() throws InterruptedException {
        Service<String, String> service = CallStats.<String, String>ofServer(
                        SystemStats.of(system).tagged("service", "echo"))
                .apply(Service.of(line -> line));
        ServerBinding server = Actors.await(TcpServer.create(system).bind("127.0.0.1", 0, Line.server(), service));
        return Actors.await(TcpClient.create(system)
                .connect("127.0.0.1", server.localAddress().getPort(), Line.client()));
    }

    private static double number(String text, String name) {
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(text);
        assertThat(line.find()).as(name + " in\n" + text).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @Test
    void curlReadsIt() throws Exception {
        Process curl = start("curl", "-s", "-f", page.address());

        String text = new String(curl.getInputStream().readAllBytes());

        assertThat(curl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(curl.exitValue()).isZero();
        assertThat(text).contains("jvm_memory_used_bytes");
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException absent) {
            assumeTrue(false, "no " + command[0] + " on the path: " + absent.getMessage());
            throw new AssertionError(absent);
        }
    }

    @Test
    void nothingElseIsThere() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(URI.create(page.address()))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
        assertThat(http.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() {
        int taken = URI.create(page.address()).getPort();

        assertThatThrownBy(() -> MetricsPage.open(system, "127.0.0.1", taken))
                .hasMessage("cannot show metrics on 127.0.0.1:" + taken + ": Address already in use");
    }

    @Test
    void itIsOffUnlessItIsAskedForAndOnLoopbackUnlessItIsToldOtherwise() {
        MetricsSettings settings = MetricsSettings.from(ConfigFactory.load());

        assertThat(settings.open(system)).isNull();
        assertThat(settings.withPort(Optional.of(9990))).isEqualTo(new MetricsSettings("127.0.0.1", Optional.of(9990)));
        assertThat(settings.withPort(Optional.of(9990))
                        .withPort(Optional.empty())
                        .port())
                .contains(9990);
        assertThatThrownBy(() -> MetricsSettings.from(ConfigFactory.parseString("tapio.node.metrics.port = 70000")
                        .withFallback(ConfigFactory.load())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("70000 must be from 0 to 65535, or off");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page.address()).resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
