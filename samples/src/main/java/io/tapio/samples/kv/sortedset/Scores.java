package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Refused;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scores as C reads them ({@code strtod}) and Redis 7.0 prints them ({@code %.17g}). */
final class Scores {
    /** So many decimal digits are a double without rounding. */
    private static final int EXACT_DIGITS = 15;

    /** Gives nothing back, so that the time it takes grows with the text and no faster. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<sign>[+-]?)(?:(?<digits>\\d++(?:\\.\\d*+)?+|\\.\\d++)(?<exponent>e[+-]?\\d++)?+"
                    + "|(?<hex>0x(?:[0-9a-f]++(?:\\.[0-9a-f]*+)?+|\\.[0-9a-f]++))(?<power>p[+-]?\\d++)?+|inf(?:inity)?+)",
            Pattern.CASE_INSENSITIVE);

    private Scores() {}

    /** A number; what is given is thrown if it is none, or is too large or too small to be told from inf or 0. */
    static double parse(byte[] text, Refused otherwise) {
        return isShort(text) ? integer(text) : number(text(text), true, otherwise);
    }

    /** A bound of a range, read less strictly: blanks before it, nothing at all (0), or out of range (inf, 0). */
    static double parseBound(byte[] text, Refused otherwise) {
        if (text.length == 0) {
            return 0;
        }
        return isShort(text) ? integer(text) : number(text(text).stripLeading(), false, otherwise);
    }

    private static boolean isShort(byte[] text) {
        for (byte letter : text) {
            if (letter < '0' || letter > '9') {
                return false;
            }
        }
        return text.length > 0 && text.length <= EXACT_DIGITS;
    }

    private static double integer(byte[] digits) {
        long value = 0;
        for (byte digit : digits) {
            value = 10 * value + digit - '0';
        }
        return value;
    }

    private static double number(String text, boolean inRange, Refused otherwise) {
        Matcher parts = NUMBER.matcher(text);
        if (!parts.matches()) {
            throw otherwise;
        }
        double value = Double.POSITIVE_INFINITY;
        String digits = parts.group("digits");
        if (digits != null) {
            String exponent = parts.group("exponent");
            value = Double.parseDouble(exponent == null ? digits : digits + exponent);
            boolean isOut = Double.isInfinite(value)
                    || (value == 0 && digits.chars().anyMatch(digit -> '1' <= digit && digit <= '9'));
            if (inRange && isOut) {
                throw otherwise;
            }
        } else if (parts.group("hex") != null) {
            String power = parts.group("power");
            value = Double.parseDouble(parts.group("hex") + (power == null ? "p0" : power));
        }
        return parts.group("sign").equals("-") ? -value : value;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A score as text, for where it is no double in any version of RESP. */
    static String text(double score) {
        return new Reply.Double(score).text();
    }

    /** As {@link #text}, where Redis reads it from a listpack, which has whole numbers up to half a long as such. */
    static String packedText(double score) {
        return score == (long) score && Math.abs(score) <= Long.MAX_VALUE / 2
                ? Long.toString((long) score)
                : text(score);
    }
}
