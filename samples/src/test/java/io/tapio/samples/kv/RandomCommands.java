package io.tapio.samples.kv;

import io.tapio.samples.kv.connection.ConnectionForms;
import io.tapio.samples.kv.hash.HashForms;
import io.tapio.samples.kv.keyspace.KeyspaceForms;
import io.tapio.samples.kv.list.ListForms;
import io.tapio.samples.kv.pubsub.PubSubForms;
import io.tapio.samples.kv.server.ServerForms;
import io.tapio.samples.kv.set.SetForms;
import io.tapio.samples.kv.sort.SortForms;
import io.tapio.samples.kv.sortedset.SortedSetForms;
import io.tapio.samples.kv.stream.StreamForms;
import io.tapio.samples.kv.string.StringForms;
import io.tapio.samples.kv.transaction.TransactionForms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Commands as a careless user would type them, in the {@link Forms} of all families. Times are far ahead or long past,
 * so that no reply depends on the millisecond in which it was made.
 *
 * <p>What is drawn for a letter in every family: k key, v value, n number, # small number, m a number that is no short
 * time, f float, i index, t seconds, T and M a point in time, o option, p pattern, w word.
 */
final class RandomCommands {
    /** @param same how the replies of two right servers are the same */
    record Drawn(List<String> words, Same same) {
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    private static final List<Forms> FAMILIES = List.of(
            StringForms.FORMS,
            HashForms.FORMS,
            ListForms.FORMS,
            SetForms.FORMS,
            SortedSetForms.FORMS,
            StreamForms.FORMS,
            SortForms.FORMS,
            KeyspaceForms.FORMS,
            ConnectionForms.FORMS,
            TransactionForms.FORMS,
            PubSubForms.FORMS,
            ServerForms.FORMS);

    private static final List<Forms.Form> FORMS =
            FAMILIES.stream().flatMap(family -> family.all().stream()).toList();

    private static final List<String> KEYS =
            FAMILIES.stream().map(Forms::keys).filter(keys -> !keys.isEmpty()).toList();

    private static final Pattern MANY = Pattern.compile(".\\*\\d+");

    private static final String[] VALUES = {
        "",
        "a",
        "hello world",
        "10",
        "-5",
        "3.25",
        "0",
        "9223372036854775807",
        "-9223372036854775808",
        "x\r\ny",
        "\0\u00ff",
        "1e3",
        " 1",
        "1 ",
        "007",
        "long text that is somewhat longer than the others, forty and more"
    };
    private static final String[] NUMBERS = {
        "0",
        "1",
        "-1",
        "7",
        "100000",
        "-100000",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "x",
        "",
        "1.5",
        "+1",
        "01",
        "-0"
    };
    private static final String[] TIMES = {
        "0", "-1", "100000000", "9223372036854775807", "-9223372036854775808", "9223372036854775", "x", "1.5", ""
    };
    private static final String[] FLOATS = {
        "0.1",
        "-0.1",
        "1.5",
        "3",
        "1e3",
        "-2.75e-3",
        "1e20",
        "x",
        "",
        "inf",
        "-inf",
        "nan",
        "1e5000",
        ".5",
        "5.",
        "1e-5000",
        "100.01",
        "33333.3",
        "-0"
    };
    private static final String[] INDICES = {
        "0", "1", "-1", "3", "-3", "5", "100", "-100", "15", "16", "x", "9223372036854775807"
    };
    private static final String[] OPTIONS = {
        "nx",
        "XX",
        "gt",
        "lt",
        "get",
        "keepttl",
        "persist",
        "ex",
        "px",
        "replace",
        "db",
        "match",
        "count",
        "async",
        "nonsense"
    };
    private static final String[] PATTERNS = {
        "*", "k*", "k?", "k[1-3]", "k[^1-3]", "key\\*", "*1*", "[", "k[1", "none", "", "k\\1", "**"
    };
    private static final String[] WORDS = {"foo", "Bar", "baz-9", "it's", "x".repeat(90), "on"};

    /** Those whose replies are the same when they are a part of EXEC's. */
    private static final List<Forms.Form> FOR_TRANSACTIONS = FORMS.stream()
            .filter(form -> form.same() == Same.EXACTLY && !form.family().keys().isEmpty())
            .toList();

    private final Random random;
    private final Queue<Drawn> next = new ArrayDeque<>();

    RandomCommands(Random random) {
        this.random = random;
    }

    Drawn next() {
        if (next.isEmpty()) {
            int kind = random.nextInt(200);
            if (kind == 0) {
                addTransaction();
            } else if (kind == 1) {
                addSubscription();
            } else {
                next.add(draw(FORMS));
            }
        }
        return next.remove();
    }

    private void addTransaction() {
        next.add(exactly("multi"));
        for (int left = random.nextInt(12); left > 0; left--) {
            next.add(draw(FOR_TRANSACTIONS));
        }
        next.add(exactly(random.nextInt(5) == 0 ? "discard" : "exec"));
    }

    /** In RESP 2, in which a subscriber may do little else. */
    private void addSubscription() {
        String kind = one(new String[] {"", "p", "s"});
        next.add(new Drawn(List.of("hello", "2"), Same.IF_AN_ERROR));
        next.add(exactly(kind + "subscribe", "a"));
        for (int left = random.nextInt(6); left > 0; left--) {
            next.add(draw(FOR_TRANSACTIONS));
        }
        next.add(exactly("ping"));
        next.add(exactly("ping", "x"));
        next.add(exactly(kind + "unsubscribe"));
    }

    private static Drawn exactly(String... words) {
        return new Drawn(List.of(words), Same.EXACTLY);
    }

    private Drawn draw(List<Forms.Form> forms) {
        Forms.Form form = forms.get(random.nextInt(forms.size()));
        List<String> words = new ArrayList<>();
        for (String word : form.words()) {
            boolean isMany = MANY.matcher(word).matches();
            for (int left = isMany ? Integer.parseInt(word.substring(2)) : 1; left > 0; left--) {
                words.add(draw(form.family(), isMany ? word.substring(0, 1) : word));
            }
        }
        if (random.nextInt(20) == 0) {
            words.set(0, words.get(0).toUpperCase(Locale.ROOT));
        }
        if (random.nextInt(40) == 0 && words.size() > 1 && form.same() == Same.EXACTLY) {
            words.remove(words.size() - 1);
        }
        return new Drawn(words, form.same());
    }

    private String draw(Forms family, String letter) {
        List<String> own = family.choices(letter);
        if (!own.isEmpty()) {
            return own.get(random.nextInt(own.size()));
        }
        return switch (letter) {
            case "k" -> key(family.keys());
            case "v" -> one(VALUES);
            case "n" -> random.nextInt(3) == 0 ? Integer.toString(random.nextInt(1000) - 500) : one(NUMBERS);
            case "#" -> Integer.toString(random.nextInt(1000));
            case "m" -> one(TIMES);
            case "f" -> random.nextInt(3) == 0 ? Double.toString(random.nextGaussian() * 1000) : one(FLOATS);
            case "i" -> one(INDICES);
            case "t" ->
                random.nextInt(8) == 0
                        ? "-" + random.nextInt(9)
                        : Integer.toString(100_000 + random.nextInt(9_000_000));
            case "T" -> Long.toString(20_000_000_000L + random.nextInt(50) * 1000L);
            case "M" -> Long.toString(20_000_000_000_000L + random.nextInt(50) * 1000L);
            case "o" -> one(OPTIONS);
            case "p" -> one(PATTERNS);
            case "w" -> one(WORDS);
            default -> letter;
        };
    }

    /** A key of the family's own, most of the time, but now and then of another one. */
    private String key(String letter) {
        boolean any = letter.isEmpty() || random.nextInt(12) == 0;
        return (any ? KEYS.get(random.nextInt(KEYS.size())) : letter) + random.nextInt(6);
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
