package io.tapio.node.explain;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All of an explanation for programs. */
final class Json {
    private final Explanation explanation;

    private Json(Explanation explanation) {
        this.explanation = explanation;
    }

    static String of(Explanation explanation) {
        Map<String, ?> all = new Json(explanation).all();
        return ConfigValueFactory.fromMap(all)
                .render(ConfigRenderOptions.concise().setFormatted(true))
                .strip();
    }

    private Map<String, ?> all() {
        Explanation.About about = explanation.about();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", about.name());
        all.put("summary", about.summary());
        all.put("protocol", about.protocol());
        all.put("host", place(about.host()));
        all.put("port", place(about.port()));
        all.put("tls", about.tls() == null ? false : place(about.tls()));
        all.put("graphs", explanation.graphs().stream().map(this::graph).toList());
        all.put(about.role().toString(), bounds(explanation.maker()));
        all.put("stack", explanation.layers().map(this::layer).toList());
        all.put("service", bounds(explanation.ownBounds()));
        all.put("warnings", explanation.warnings());
        return all;
    }

    private Map<String, ?> layer(Bounded.Group layer) {
        return Map.of("role", layer.owner(), "settings", bounds(layer.bounds()));
    }

    private static Map<String, @Nullable Object> place(Explanation.Place place) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("value", place.value());
        fields.put("key", place.key());
        fields.put("origin", place.origin());
        return fields;
    }

    private Map<String, ?> graph(StageGraph graph) {
        return Map.of(
                "stages", graph.stages().stream().map(this::stage).toList(),
                "connections",
                        graph.connections().stream()
                                .map(each -> List.of(each.from(), each.to()))
                                .toList());
    }

    private Map<String, ?> stage(Stage stage) {
        return Map.of(
                "name", stage.name(),
                "type", stage.type(),
                "bounds", bounds(stage.bounds().orElse(List.of())));
    }

    private List<Map<String, @Nullable Object>> bounds(List<Bound> bounds) {
        return bounds.stream().map(this::bound).toList();
    }

    private Map<String, @Nullable Object> bound(Bound bound) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("what", bound.what());
        fields.put("limit", bound.limit() == Bound.NONE ? null : bound.limit());
        fields.put(
                "unit",
                bound.unit() == Bound.Unit.TIME
                        ? "nanoseconds"
                        : bound.unit().name().toLowerCase(Locale.ROOT));
        fields.put("text", bound.text());
        fields.put("key", bound.key());
        fields.put("origin", explanation.origins().of(bound));
        return fields;
    }
}
