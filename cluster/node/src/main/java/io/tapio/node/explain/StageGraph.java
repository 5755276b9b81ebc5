package io.tapio.node.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.stream.snapshot.ConnectionSnapshot;
import org.apache.pekko.stream.snapshot.InterpreterSnapshot;
import org.apache.pekko.stream.snapshot.LogicSnapshot;
import org.apache.pekko.stream.snapshot.RunningInterpreter;
import org.apache.pekko.stream.snapshot.StreamSnapshot;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Stages that run together, in the order in which what flows passes them, and what connects them.
 *
 * @param connections by the places of the stages in the list
 */
record StageGraph(List<Stage> stages, List<Connection> connections) {
    /** From the stage at one place to that at another. */
    record Connection(int from, int to) {}

    /**
     * The graphs of a connection: most often one; one more for each part behind an asynchronous boundary, and for each
     * stream that a stage runs inside.
     */
    static List<StageGraph> of(List<StreamSnapshot> streams) {
        return streams.stream()
                .flatMap(stream -> Stream.<InterpreterSnapshot>concat(
                        CollectionConverters.asJava(stream.activeInterpreters()).stream(),
                        CollectionConverters.asJava(stream.newShells()).stream()))
                .map(StageGraph::of)
                .filter(graph -> !graph.stages.isEmpty())
                .toList();
    }

    private static StageGraph of(InterpreterSnapshot interpreter) {
        List<LogicSnapshot> logics = CollectionConverters.asJava(interpreter.logics());
        Map<LogicSnapshot, Integer> places = new IdentityHashMap<>();
        logics.forEach(logic -> places.put(logic, places.size()));
        List<Connection> connections = new ArrayList<>();
        if (interpreter instanceof RunningInterpreter running) {
            for (ConnectionSnapshot each : CollectionConverters.asJava(running.connections())) {
                Integer from = places.get(each.out());
                Integer to = places.get(each.in());
                if (from != null && to != null) {
                    connections.add(new Connection(from, to));
                }
            }
        }
        return new StageGraph(logics.stream().map(Stage::of).toList(), connections).inOrder();
    }

    /**
     * The same graph, with each stage before those that it feeds, as far as there are no circles: what can be reached
     * from the wire, then what flows into that.
     */
    private StageGraph inOrder() {
        List<Integer> order = new ArrayList<>();
        boolean[] seen = new boolean[stages.size()];
        for (int start : starts()) {
            Deque<Integer> reached = new ArrayDeque<>();
            visit(start, seen, reached);
            order.addAll(reached);
        }
        List<Connection> moved = connections.stream()
                .map(each -> new Connection(order.indexOf(each.from), order.indexOf(each.to)))
                .sorted(Comparator.comparingInt(Connection::from).thenComparingInt(Connection::to))
                .toList();
        return new StageGraph(order.stream().map(stages::get).toList(), moved);
    }

    private List<Integer> starts() {
        List<Integer> fed = connections.stream().map(Connection::to).toList();
        return IntStream.range(0, stages.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(stage -> isWire(stage) ? 0 : fed.contains(stage) ? 2 : 1))
                .toList();
    }

    private boolean isWire(int stage) {
        return stages.get(stage).name().equals("wire");
    }

    private void visit(int stage, boolean[] seen, Deque<Integer> reached) {
        if (seen[stage]) {
            return;
        }
        seen[stage] = true;
        for (Connection each : connections) {
            if (each.from == stage) {
                visit(each.to, seen, reached);
            }
        }
        reached.addFirst(stage); // before all that it feeds
    }
}
