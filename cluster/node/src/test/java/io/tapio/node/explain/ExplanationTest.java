package io.tapio.node.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.codec.Codec;
import io.tapio.codec.CodecSettings;
import io.tapio.context.Context;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.framing.Framing;
import io.tapio.line.Line;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.tcp.TcpServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "explanation");
    private static final Service<String, String> ECHO = Service.of(line -> line);
    private static final Codec<String, String> LINES = Framing.lines();

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aMultiplexedProtocolIsAGraphLikeAnyOther() {
        Explanation lines = explained(Line.multiplexedServer());

        assertThat(names(lines)).containsExactly(List.of("wire", "decoder", "multiplex-server", "encoder"));
        assertThat(rows(lines))
                .anyMatch(row -> row.matches(
                        "requests that wait behind those +100 +tapio.multiplex.server.max-waiting +reference.conf"));
        assertThat(lines.warnings()).isEmpty();
    }

    @Test
    void aStageOfOnesOwnIsShownWithItsBounds() {
        Bound bound = Bound.count("lines that wait", 12, "my.lines.window");

        Explanation own = explained(
                through(Flow.fromGraph(new Passing(Attributes.name("window").and(Bounded.by(bound))))));

        assertThat(names(own).get(0)).containsSubsequence("wire", "decoder", "spread", "window", "encoder");
        assertThat(rows(own)).anyMatch(row -> row.matches("lines that wait +12 +my.lines.window +code"));
        assertThat(own.warnings()).isEmpty();
    }

    @Test
    void aStageThatTellsNothingIsNamedInAWarning() {
        Explanation own = explained(through(Flow.fromGraph(new Passing(Attributes.name("window")))));

        assertThat(own.warnings())
                .singleElement()
                .asString()
                .startsWith("stage window does not tell what it may keep (" + Passing.class.getName());
        assertThat(Format.TEXT.write(own)).endsWith("warning: " + own.warnings().get(0));
    }

    @Test
    void aStageWithoutANameHasThatOfItsClass() {
        Explanation own = explained(through(Flow.fromGraph(new Passing(Attributes.none()))));

        assertThat(names(own).get(0)).contains("passing");
    }

    @Test
    void aBufferOfPekkoIsSilent() {
        Explanation own = explained(through(Flow.<String>create().buffer(16, OverflowStrategy.backpressure())));

        assertThat(own.warnings()).singleElement().asString().startsWith("stage buffer does not tell");
    }

    @Test
    void aBoundThatIsNoneIsNamedInAWarning() {
        Bound open = Bound.count("lines that wait", Integer.MAX_VALUE, "my.lines.window");

        Explanation own = explained(
                through(Flow.fromGraph(new Passing(Attributes.name("window").and(Bounded.by(open))))));

        assertThat(own.warnings()).containsExactly("window has no bound on its lines that wait (my.lines.window)");
    }

    @Test
    void whatRunsBehindAnAsynchronousBoundaryIsAGraphOfItsOwn() {
        Passing inner = new Passing(Attributes.name("strip").and(Bounded.NOTHING));

        Explanation own = explained(through(Flow.fromGraph(inner).async()));

        assertThat(names(own)).hasSize(2);
        assertThat(names(own)).contains(List.of("input-boundary", "strip", "output-boundary"));
        assertThat(rows(own))
                .anyMatch(row -> row.matches(
                        "elements between two actors +16 +pekko.stream.materializer.max-input-buffer-size .*"));
        assertThat(own.warnings()).isEmpty();
    }

    @Test
    void whatAStageRunsInsideIsAGraphOfItsOwn() {
        Passing inner = new Passing(Attributes.name("inside").and(Bounded.NOTHING));
        Flow<String, String, NotUsed> greeting = Flow.<String>create()
                .prepend(Source.single("welcome"))
                .flatMapConcat(line -> Source.<String>maybe().via(inner));

        assertThat(names(explained(through(greeting)))).anyMatch(names -> names.contains("inside"));
    }

    @Test
    void settingsOfCodeComeFromCode() {
        var settings = PipelineSettings.load().withServerMaxInFlight(3);

        assertThat(rows(explained(Line.server().withSettings(settings))))
                .anyMatch(row ->
                        row.matches("requests read and not answered +3 +tapio.pipeline.server.max-in-flight +code"));
    }

    @Test
    void jsonHasAllOfIt() {
        Config json = ConfigFactory.parseString(Format.JSON.write(explained(Line.server())));

        assertThat(json.getString("port.value")).isEqualTo("1");
        assertThat(json.getConfigList("graphs")).singleElement().satisfies(graph -> {
            assertThat(graph.getConfigList("stages"))
                    .extracting(stage -> stage.getString("name"))
                    .containsExactly("wire", "decoder", "pipeline-server", "encoder");
            assertThat(graph.getList("connections").unwrapped())
                    .isEqualTo(List.of(List.of(0, 1), List.of(1, 2), List.of(2, 3), List.of(3, 0)));
        });
        assertThat(json.getConfigList("listener").get(0).getInt("limit")).isEqualTo(10000);
        assertThat(json.getStringList("warnings")).isEmpty();
    }

    @Test
    void mermaidEscapesWhatItWouldTakeForItsOwn() {
        Explanation own = explained(through(
                Flow.fromGraph(new Passing(Attributes.name("a \"<b>\" #1").and(Bounded.NOTHING)))));

        assertThat(Format.MERMAID.write(own)).contains("[\"<b>a #quot;#lt;b#gt;#quot; #35;1</b>\"]");
    }

    /** Lines, by a flow of single ones that {@code own} is a part of. */
    private static ServerProtocol<String, String> through(Flow<String, String, NotUsed> own) {
        CodecSettings settings = CodecSettings.load();
        return (connection, service) -> LINES.decoding(settings)
                .via(own)
                .mapAsync(1, line -> service.call(Context.root(), line))
                .via(LINES.encoding(settings));
    }

    private static Explanation explained(ServerProtocol<String, String> protocol) {
        var view = TcpServer.create(SYSTEM)
                .plan(protocol, ECHO)
                .view()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        Explanation.Place host = new Explanation.Place("h", null, Origins.CODE);
        Explanation.Place port = new Explanation.Place("1", null, Origins.CODE);
        return Explanation.of(
                new Explanation.About(Explanation.Role.LISTENER, "own", "an own protocol", "own", host, port, null),
                view,
                new Origins(SYSTEM.settings().config()));
    }

    private static List<List<String>> names(Explanation explanation) {
        return explanation.graphs().stream()
                .map(graph -> graph.stages().stream().map(Stage::name).toList())
                .toList();
    }

    private static List<String> rows(Explanation explanation) {
        return Format.TEXT.write(explanation).lines().map(String::strip).toList();
    }

    /** Hands on what it gets. */
    private static final class Passing extends GraphStage<FlowShape<String, String>> {
        private final Inlet<String> in = Inlet.create("Passing.in");
        private final Outlet<String> out = Outlet.create("Passing.out");
        private final FlowShape<String, String> shape = FlowShape.of(in, out);
        private final Attributes attributes;

        Passing(Attributes attributes) {
            this.attributes = attributes;
        }

        @Override
        public FlowShape<String, String> shape() {
            return shape;
        }

        @Override
        public Attributes initialAttributes() {
            return attributes;
        }

        @Override
        public GraphStageLogic createLogic(Attributes all) {
            return new GraphStageLogic(shape) {
                {
                    setHandler(in, new AbstractInHandler() {
                        @Override
                        public void onPush() {
                            push(out, grab(in));
                        }
                    });
                    setHandler(out, new AbstractOutHandler() {
                        @Override
                        public void onPull() {
                            pull(in);
                        }
                    });
                }
            };
        }
    }
}
