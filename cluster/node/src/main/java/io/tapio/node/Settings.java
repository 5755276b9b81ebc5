package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.tapio.node.explain.Origins;
import io.tapio.settings.UnknownKeys;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tapio config}: prints the settings that are in force. Passwords are never among them. */
@Command(
        name = "config",
        description =
                "Print the settings in force, as a configuration file would have them, or explain where each came from.",
        footer = {
            "",
            "  tapio config                                       every key, as a file that sets it",
            "  tapio config --changed --config my.conf            what my.conf makes different",
            "  tapio config --explain tapio.tcp.server            where each key of a section was set",
            "  tapio config --explain tapio.codec.frame-timeout   what a key means"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Settings implements Callable<Integer> {
    private static final String ALL = "tapio";
    private static final String HIDDEN = "(hidden)";

    @ParentCommand
    Tapio tapio;

    @Parameters(
            arity = "0..1",
            paramLabel = "KEY",
            defaultValue = ALL,
            description = "A key, or a section. Default: all under tapio.")
    String path;

    @Option(names = "--explain", description = "Say where each value was set, and of a single key what it means.")
    boolean explain;

    @Option(names = "--changed", description = "Leave out what is as it is by default.")
    boolean changed;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Config config = tapio.configuration(spec.commandLine());
        Config defaults = ConfigFactory.defaultReference(Settings.class.getClassLoader());
        Map<String, ConfigValue> values = values(config, path);
        if (values.isEmpty()) {
            throw new ParameterException(spec.commandLine(), unknown(config));
        }
        ConfigValue single = values.get(path);
        PrintWriter out = spec.commandLine().getOut();
        if (changed) {
            values.entrySet().removeIf(each -> isDefault(each, defaults));
        }
        if (single != null && explain) {
            explain(single, config, defaults, out);
        } else if (explain) {
            table(values, config, out);
        } else {
            values.forEach((key, value) -> out.println(key + " = " + shown(key, value, true)));
        }
        return ExitCode.OK;
    }

    /** By their whole keys, in the order of the alphabet. */
    private static Map<String, ConfigValue> values(Config config, String path) {
        Map<String, ConfigValue> values = new TreeMap<>();
        if (config.hasPath(path)) {
            config.withOnlyPath(ALL).entrySet().stream()
                    .filter(each -> each.getKey().equals(path) || each.getKey().startsWith(path + "."))
                    .forEach(each -> values.put(each.getKey(), each.getValue()));
        }
        return values;
    }

    private String unknown(Config config) {
        return "there is no key or section " + path + "; did you mean "
                + UnknownKeys.nearest(path, values(config, ALL).keySet()) + "?";
    }

    private static boolean isDefault(Map.Entry<String, ConfigValue> each, Config defaults) {
        return each.getValue().equals(at(each.getKey(), defaults));
    }

    private static @Nullable ConfigValue at(String key, Config defaults) {
        return defaults.hasPath(key) ? defaults.getValue(key) : null;
    }

    private static void table(Map<String, ConfigValue> values, Config config, PrintWriter out) {
        Origins origins = new Origins(config);
        int keys = width(values.keySet().stream().toList());
        int texts = width(values.entrySet().stream()
                .map(each -> shown(each.getKey(), each.getValue(), false))
                .toList());
        String line = "%-" + keys + "s  %-" + texts + "s  %s%n";
        values.forEach((key, value) -> out.printf(line, key, shown(key, value, false), origins.of(key)));
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private void explain(ConfigValue value, Config config, Config defaults, PrintWriter out) {
        out.println(path + " = " + shown(path, value, true));
        out.println();
        out.println("  set in   " + new Origins(config).of(path));
        ConfigValue usual = at(path, defaults);
        if (usual != null) {
            out.println("  default  " + shown(path, usual, false));
            out.println();
            usual.origin().comments().forEach(comment -> out.println("  " + comment.strip()));
        }
    }

    /** @param quoted as a file has it, and else as people read it */
    private static String shown(String key, ConfigValue value, boolean quoted) {
        String text = value.render(ConfigRenderOptions.concise());
        if (key.toLowerCase(Locale.ROOT).endsWith("password") && text.length() > 2) {
            return HIDDEN;
        }
        return quoted || !(value.unwrapped() instanceof String plain) ? text : plain;
    }
}
