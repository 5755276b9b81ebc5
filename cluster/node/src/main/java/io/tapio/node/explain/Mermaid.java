package io.tapio.node.explain;

import io.tapio.node.explain.StageGraph.Connection;
import io.tapio.settings.Bound;
import java.util.ArrayList;
import java.util.List;

/** The graphs of an explanation as a Mermaid flowchart, each stage with the bounds of what it keeps. */
final class Mermaid {
    private Mermaid() {}

    static String of(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add("flowchart LR");
        int before = 0;
        for (StageGraph graph : explanation.graphs()) {
            int first = before;
            for (Stage stage : graph.stages()) {
                lines.add("    " + id(before++) + "[\"" + label(stage) + "\"]");
            }
            for (Connection each : graph.connections()) {
                lines.add("    " + id(first + each.from()) + " --> " + id(first + each.to()));
            }
        }
        return String.join("\n", lines);
    }

    private static String id(int place) {
        return "s" + place;
    }

    private static String label(Stage stage) {
        StringBuilder label = new StringBuilder("<b>" + escaped(stage.name()) + "</b>");
        for (Bound bound : stage.room()) {
            label.append("<br/>").append(escaped(bound.what() + ": " + bound.text()));
        }
        return label.toString();
    }

    private static String escaped(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
