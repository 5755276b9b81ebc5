package io.tapio.node.explain;

import java.util.Locale;
import java.util.function.Function;

/** How an explanation is written. */
public enum Format {
    /** For people at a terminal: graph, bounds, warnings. */
    TEXT(Text::of),
    /** The graph, as a Mermaid flowchart. */
    MERMAID(Mermaid::of),
    /** Everything, for programs. */
    JSON(Json::of);

    private final Function<Explanation, String> writer;

    Format(Function<Explanation, String> writer) {
        this.writer = writer;
    }

    /** With no line feed at the end. */
    public String write(Explanation explanation) {
        return writer.apply(explanation);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
