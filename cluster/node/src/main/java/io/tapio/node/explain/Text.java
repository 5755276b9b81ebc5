package io.tapio.node.explain;

import io.tapio.settings.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An explanation for people at a terminal. */
final class Text {
    private static final String INDENT = "  ";

    private final Explanation explanation;
    private final List<String> lines = new ArrayList<>();

    private Text(Explanation explanation) {
        this.explanation = explanation;
    }

    static String of(Explanation explanation) {
        Text text = new Text(explanation);
        text.about();
        text.graphs();
        text.bounds();
        text.warnings();
        return String.join("\n", text.lines);
    }

    private void about() {
        Explanation.About about = explanation.about();
        lines.add(about.name() + ": " + about.summary());
        lines.add("");
        lines.add(INDENT + "speaks  " + about.protocol());
        lines.add(INDENT + "host    " + place(about.host()));
        lines.add(INDENT + "port    " + place(about.port()));
        Explanation.Place tls = about.tls();
        if (tls != null) {
            lines.add(INDENT + "tls     " + place(tls));
        }
        if (!explanation.stack().isEmpty()) {
            lines.add(INDENT + "stack   " + String.join(" ▶ ", explanation.stack()));
        }
    }

    private static String place(Explanation.Place place) {
        String key = place.key() == null ? "" : place.key() + ", ";
        return place.value() + " (" + key + place.origin() + ")";
    }

    private void graphs() {
        for (int i = 0; i < explanation.graphs().size(); i++) {
            heading(i == 0 ? "The graph of a connection" : "Another graph of the same connection");
            Drawing.of(explanation.graphs().get(i)).forEach(line -> lines.add(INDENT + line));
        }
    }

    private void bounds() {
        heading("Bounds, and where they come from");
        List<String[]> rows = new ArrayList<>();
        explanation.bounds().forEach((owner, bounds) -> {
            rows.add(new String[] {owner});
            bounds.forEach(bound -> rows.add(row(bound)));
        });
        int[] widths = new int[4];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        rows.forEach(row -> lines.add(INDENT + aligned(row, widths)));
    }

    private String[] row(Bound bound) {
        return new String[] {
            INDENT + bound.what(),
            bound.text(),
            Objects.requireNonNullElse(bound.key(), "-"),
            explanation.origins().of(bound)
        };
    }

    private static String aligned(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - row[i].length())).append(INDENT);
        }
        return line.toString().stripTrailing();
    }

    private void warnings() {
        lines.add("");
        List<String> warnings = explanation.warnings();
        warnings.forEach(warning -> lines.add("warning: " + warning));
        if (warnings.isEmpty()) {
            lines.add("Every queue and buffer of these has a bound.");
        }
    }

    private void heading(String words) {
        lines.add("");
        lines.add(words);
        lines.add("");
    }
}
