package io.tapio.samples.kv.sort;

import io.tapio.samples.kv.command.Refused;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Numbers as C's {@code strtod} reads them, by which SORT sorts. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    private Numbers() {}

    /** The number up to a zero byte; nothing is zero. Refused if it is none, or one that a double cannot hold. */
    static double parse(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf('\0');
        String text = (end < 0 ? all : all.substring(0, end)).stripLeading();
        if (end == 0 || all.isEmpty()) {
            return 0;
        } else if (INFINITE.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double number = finite(text);
        if (Double.isInfinite(number)) {
            throw none();
        }
        return number;
    }

    private static double finite(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        } else if (HEXADECIMAL.matcher(text).matches()) {
            boolean hasExponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
            return Double.parseDouble(hasExponent ? text : text + "p0");
        }
        throw none();
    }

    private static Refused none() {
        return new Refused("ERR One or more scores can't be converted into double");
    }
}
