package io.tapio.samples.kv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Commands as a careless user would type them. Times are far ahead or long past, so that no reply depends on the
 * millisecond in which it was made.
 */
final class RandomCommands {
    /**
     * What to draw for a letter: k key, v value, n number, m a number that is no short time, f float, i index, t
     * seconds, T and M a point in time, o option.
     */
    private static final List<String> FORMS = List.of("""
            get k, set k v, set k v o, set k v o o, set k v ex t, set k v px m, set k v exat T, set k v o ex t,
            set k v pxat M o, setnx k v, setex k t v, setex k m v, psetex k t v, getset k v, getdel k, getex k,
            getex k o, getex k ex t, getex k exat T, getex k persist, getex k px m, mget k k k, mset k v k v,
            mset k v k, msetnx k v k v, msetnx k v k, append k v, strlen k, getrange k i i, substr k i i,
            setrange k i v, incr k, decr k, incrby k n, decrby k n, incrbyfloat k f, expire k t, expire k t nx,
            expire k t xx, expire k m o, pexpire k t, expireat k T, expireat k T gt, expireat k T lt,
            expireat k T xx gt, expireat k T o o, pexpireat k T, pexpireat k m, ttl k, pttl k, expiretime k,
            pexpiretime k, persist k, del k k, unlink k, exists k k k, type k, keys p, scan 0 count 100000,
            scan 0 match p count 100000, scan n, scan 0 count n, scan 0 o, rename k k, renamenx k k, copy k k,
            copy k k replace, copy k k db i, copy k k o, touch k k, dbsize, select 1, select 0, select i,
            select n, ping, ping v, ping v v, echo v, client getname, client setname w, client setname v,
            client no-evict w, client reply w, client reply on, client foo w, client list w w,
            client list type w, client list id w, client, hello m, hello 2 o, hello 2 setname, reset, w, w w w,
            command info w, config get save, config get appendonly, config set w w, config w, auth w, auth w w,
            auth w w w, flushdb o, flushdb, info w w w nothing, randomkey v, time v, dbsize v""".split(",\\s*"));

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

    private final Random random;

    RandomCommands(Random random) {
        this.random = random;
    }

    List<String> next() {
        List<String> words = new ArrayList<>();
        for (String letter : FORMS.get(random.nextInt(FORMS.size())).split(" ")) {
            words.add(draw(letter));
        }
        if (random.nextInt(20) == 0) {
            words.set(0, words.get(0).toUpperCase(Locale.ROOT));
        }
        if (random.nextInt(40) == 0 && words.size() > 1 && !words.get(0).equalsIgnoreCase("scan")) {
            words.remove(words.size() - 1);
        }
        return words;
    }

    private String draw(String letter) {
        return switch (letter) {
            case "k" -> "k" + random.nextInt(8);
            case "v" -> one(VALUES);
            case "n" -> random.nextInt(3) == 0 ? Integer.toString(random.nextInt(1000) - 500) : number();
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

    private String number() {
        return one(NUMBERS);
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
