package io.tapio.node.explain;

import io.tapio.node.explain.StageGraph.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A graph for a terminal: its stages one below the other, a connection to the next one as an arrow between them, every
 * other one in a lane on the left.
 *
 * <pre>
 *   ╭─▶ wire
 *   │    ▼
 *   │   echo
 *   │    ▼
 *   ╰── encoder
 * </pre>
 */
final class Drawing {
    private static final int UP = 1;
    private static final int DOWN = 2;
    private static final int LEFT = 4;
    private static final int RIGHT = 8;

    /** A line for each set of the directions that it leads to. */
    private static final String LINES = " ╵╷│╴╯╮┤╶╰╭├─┴┬┼";

    private final StageGraph graph;
    private final List<List<Connection>> lanes = new ArrayList<>();

    private Drawing(StageGraph graph) {
        this.graph = graph;
        graph.connections().stream()
                .filter(each -> each.to() != each.from() + 1)
                .distinct()
                .sorted(Comparator.comparingInt(each -> last(each) - first(each)))
                .forEach(this::giveLane);
    }

    static List<String> of(StageGraph graph) {
        return new Drawing(graph).lines();
    }

    /** The lane nearest to the stages that is free from the one end to the other. */
    private void giveLane(Connection connection) {
        lanes.stream()
                .filter(lane -> lane.stream()
                        .noneMatch(other -> first(other) <= last(connection) && first(connection) <= last(other)))
                .findFirst()
                .orElseGet(() -> {
                    List<Connection> lane = new ArrayList<>();
                    lanes.add(lane);
                    return lane;
                })
                .add(connection);
    }

    private List<String> lines() {
        int[][] grid = new int[2 * graph.stages().size()][2 * lanes.size()];
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (Connection each : lanes.get(lane)) {
                draw(each, 2 * (lanes.size() - 1 - lane), grid);
            }
        }
        List<String> lines = new ArrayList<>();
        for (int stage = 0; stage < graph.stages().size(); stage++) {
            lines.add(row(grid[2 * stage])
                    + head(stage)
                    + graph.stages().get(stage).name());
            boolean onwards = graph.connections().contains(new Connection(stage, stage + 1));
            lines.add((row(grid[2 * stage + 1]) + (onwards ? "   ▼" : "")).stripTrailing());
        }
        lines.remove(lines.size() - 1);
        return lines;
    }

    private static void draw(Connection connection, int column, int[][] grid) {
        int top = 2 * first(connection);
        int bottom = 2 * last(connection);
        for (int row = top; row < bottom; row++) {
            grid[row][column] |= DOWN;
            grid[row + 1][column] |= UP;
        }
        for (int row : List.of(top, bottom)) {
            grid[row][column] |= RIGHT;
            for (int right = column + 1; right < grid[row].length; right++) {
                grid[row][right] |= LEFT | RIGHT;
            }
        }
    }

    private static String row(int[] cells) {
        return Arrays.stream(cells)
                .mapToObj(cell -> String.valueOf(LINES.charAt(cell)))
                .collect(Collectors.joining());
    }

    /** What leads from the lanes to a stage. */
    private String head(int stage) {
        if (lanes.stream().anyMatch(lane -> lane.stream().anyMatch(each -> each.to() == stage))) {
            return "▶ ";
        }
        return lanes.stream().anyMatch(lane -> lane.stream().anyMatch(each -> each.from() == stage)) ? "─ " : "  ";
    }

    private static int first(Connection connection) {
        return Math.min(connection.from(), connection.to());
    }

    private static int last(Connection connection) {
        return Math.max(connection.from(), connection.to());
    }
}
