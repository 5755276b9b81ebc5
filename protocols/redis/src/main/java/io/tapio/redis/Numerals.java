package io.tapio.redis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers that no long holds, as text. */
final class Numerals {
    /** So many digits tell every double from its neighbours; Redis 7.0 prints {@code %.17g}. */
    private static final int DIGITS = 17;

    private static final MathContext ROUNDED = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
    private static final double ALL_DIGITS = 1e17;

    private Numerals() {}

    /** The text of a double in Redis 7.0. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0" : "-0";
        }
        return Math.abs(value) < ALL_DIGITS && value == (long) value
                ? Long.toString((long) value)
                : rounded(new BigDecimal(value).round(ROUNDED).stripTrailingZeros());
    }

    private static String rounded(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < DIGITS) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        return (value.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /**
     * The double that the text of any Redis stands for.
     *
     * @throws NumberFormatException if it stands for none
     */
    static double parse(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> {
                // Java takes more than Redis writes: blanks, "1f", "0x1p3", "NaN"
                if (!text.chars().allMatch(letter -> "0123456789+-.eE".indexOf(letter) >= 0)) {
                    throw new NumberFormatException(text);
                }
                yield Double.parseDouble(text);
            }
        };
    }

    /** An optional sign and at least one digit. */
    static boolean isInteger(String text) {
        int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > first;
    }
}
