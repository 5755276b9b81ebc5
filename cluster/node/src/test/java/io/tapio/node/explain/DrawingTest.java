package io.tapio.node.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.node.explain.StageGraph.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrawingTest {
    @Test
    void aCircleGoesBackOnTheLeft() {
        assertThat(drawn("a b c", "0-1 1-2 2-0")).isEqualTo("""
                ╭─▶ a
                │    ▼
                │   b
                │    ▼
                ╰── c""");
    }

    @Test
    void aLineNeedsNoLane() {
        assertThat(drawn("a b", "0-1")).isEqualTo("  a\n   ▼\n  b");
    }

    @Test
    void stagesWithoutAConnectionHaveNoArrow() {
        assertThat(drawn("a b", "")).isEqualTo("  a\n\n  b");
    }

    @Test
    void bothDirectionsThroughALayer() {
        assertThat(drawn("wire tls decoder dispatch encoder", "0-1 1-2 2-3 3-4 4-1 1-0"))
                .isEqualTo("""
                  ╭─▶ wire
                  │    ▼
                ╭─┴─▶ tls
                │      ▼
                │     decoder
                │      ▼
                │     dispatch
                │      ▼
                ╰──── encoder""");
    }

    @Test
    void branchesHaveLanesOfTheirOwn() {
        assertThat(drawn("split one two join", "0-1 0-2 1-3 2-3")).isEqualTo("""
                  ╭── split
                  │    ▼
                ╭─┼── one
                │ │
                │ ╰─▶ two
                │      ▼
                ╰───▶ join""");
    }

    @Test
    void lanesThatDoNotMeetShareAColumn() {
        assertThat(drawn("a b c d e f", "0-1 1-2 2-0 3-4 4-5 5-3")).isEqualTo("""
                ╭─▶ a
                │    ▼
                │   b
                │    ▼
                ╰── c

                ╭─▶ d
                │    ▼
                │   e
                │    ▼
                ╰── f""");
    }

    private static String drawn(String names, String connections) {
        List<Stage> stages = Arrays.stream(names.split(" "))
                .map(name -> new Stage(name, name, Optional.empty()))
                .toList();
        List<Connection> pairs = connections.isEmpty()
                ? List.of()
                : Arrays.stream(connections.split(" "))
                        .map(pair -> pair.split("-"))
                        .map(pair -> new Connection(Integer.parseInt(pair[0]), Integer.parseInt(pair[1])))
                        .toList();
        return String.join("\n", Drawing.of(new StageGraph(stages, pairs)));
    }
}
