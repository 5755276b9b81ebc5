package io.tapio.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A section of the configuration, whose errors name the whole key and where the value came from. */
public final class Section {
    private final Config root;
    private final String path;

    private Section(Config root, String path) {
        this.root = root;
        this.path = path;
    }

    /** The section at {@code path}, with the keys of {@code root}: {@code tapio.tcp}. */
    public static Section of(Config root, String path) {
        return new Section(root, path);
    }

    /** Where the section stands: {@code tapio.tcp}. */
    public String path() {
        return path;
    }

    /** A duration longer than nothing. */
    public Duration duration(String key) {
        Duration value = root.getDuration(at(key));
        if (value.isNegative() || value.isZero()) {
            throw refused(key, "must be longer than nothing; write 'off' where the key allows it");
        }
        return value;
    }

    /** A duration longer than nothing, or empty for {@code off}. */
    public Optional<Duration> durationOrOff(String key) {
        return unless("off", key, this::duration);
    }

    /** A whole number of at least 1. */
    public int count(String key) {
        int value = root.getInt(at(key));
        if (value < 1) {
            throw refused(key, "must be at least 1");
        }
        return value;
    }

    /** A whole number of at least 1, or {@code otherwise} for {@code word}. */
    public int countOr(String key, String word, int otherwise) {
        return unless(word, key, this::count).orElse(otherwise);
    }

    /** What {@code read} makes of the key, or empty for {@code word}: {@code unless("any", "port", section::count)}. */
    public <T> Optional<T> unless(String word, String key, Function<String, T> read) {
        return word.equalsIgnoreCase(root.getString(at(key))) ? Optional.empty() : Optional.of(read.apply(key));
    }

    /** A part of a whole: a number above 0, and at most 1. */
    public double share(String key) {
        double value = root.getDouble(at(key));
        if (!(value > 0 && value <= 1)) {
            throw refused(key, "must be above 0 and at most 1");
        }
        return value;
    }

    /** A size in bytes, of at least 1 and below 2 GiB. */
    public int bytes(String key) {
        long value = root.getBytes(at(key));
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw refused(key, "must be from 1 byte to 2 GiB less one");
        }
        return (int) value;
    }

    /** One of the words. */
    public String choice(String key, String... words) {
        String value = root.getString(at(key));
        if (!List.of(words).contains(value)) {
            throw refused(key, "must be " + String.join(" or ", words));
        }
        return value;
    }

    /** One of the constants, as the {@link #word} for it. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        return constant(key, root.getString(at(key)), type);
    }

    /** A list of constants, as the words for them. */
    public <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        Set<E> chosen = EnumSet.noneOf(type);
        texts(key).forEach(word -> chosen.add(constant(key, word, type)));
        return chosen;
    }

    private <E extends Enum<E>> E constant(String key, String word, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return constants.stream()
                .filter(each -> word(each).equals(word))
                .findFirst()
                .orElseThrow(() -> refused(
                        key,
                        "must be of " + constants.stream().map(Section::word).collect(Collectors.joining(", "))));
    }

    /** A constant as the configuration writes it: {@code PEER_REFUSED} is {@code peer-refused}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String text(String key) {
        return root.getString(at(key));
    }

    public List<String> texts(String key) {
        return root.getStringList(at(key));
    }

    /** The list of sections at the key; each is read by {@code read}, with its own keys at its root. */
    public <T> List<T> list(String key, Function<Config, T> read) {
        return root.getConfigList(at(key)).stream().<T>map(read::apply).toList();
    }

    public boolean flag(String key) {
        return root.getBoolean(at(key));
    }

    private String at(String key) {
        return path + "." + key;
    }

    private ConfigException refused(String key, String why) {
        String whole = at(key);
        return new ConfigException.BadValue(
                root.getValue(whole).origin(), whole, root.getValue(whole).unwrapped() + " " + why);
    }
}
