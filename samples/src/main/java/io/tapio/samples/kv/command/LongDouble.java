package io.tapio.samples.kv.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number of the type that Redis computes INCRBYFLOAT in: C's {@code long double} on x86, with 64 binary digits. Java
 * has none, so the exact value is kept and rounded as the processor would.
 *
 * @param value the exact value; null for an infinite one
 */
public record LongDouble(@Nullable BigDecimal value) {
    public static final LongDouble ZERO = new LongDouble(BigDecimal.ZERO);

    private static final int BINARY_DIGITS = 64;
    private static final int MOST_CHARACTERS = 5 * 1024;

    /** Larger and smaller numbers have no place in the type; nor has the work that they would cost one in a command. */
    private static final int LARGEST_EXPONENT = 4932;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");
    private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    /** {@link Refused#NO_FLOAT} if it is no number, or has no place in the type. */
    public static LongDouble parse(byte[] bytes) {
        if (bytes.length >= MOST_CHARACTERS) {
            throw Refused.NO_FLOAT;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (INFINITE.matcher(text).matches()) {
            return new LongDouble(null);
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw Refused.NO_FLOAT;
        }
        BigDecimal exact = new BigDecimal(text);
        if (exact.signum() != 0 && Math.abs((long) exact.precision() - exact.scale()) > LARGEST_EXPONENT) {
            throw Refused.NO_FLOAT;
        }
        return new LongDouble(rounded(exact));
    }

    /** Refused if either is infinite. */
    public LongDouble plus(LongDouble other) {
        if (value == null || other.value == null) {
            throw new Refused("ERR increment would produce NaN or Infinity");
        }
        return new LongDouble(rounded(value.add(other.value)));
    }

    /** With up to 17 digits behind the point, and no zeros at the end. */
    @Override
    public String toString() {
        if (value == null) {
            return "inf";
        }
        BigDecimal digits = value.setScale(17, RoundingMode.HALF_EVEN);
        return digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
    }

    /** The nearest number with 64 binary digits, the even one of two. */
    private static BigDecimal rounded(BigDecimal exact) {
        if (exact.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // exact = whole * 2^-shift, with whole so large that all its digits but 64 can go
        int shift = Math.max(0, BINARY_DIGITS + 2 - (int) ((exact.precision() - exact.scale() - 1) * 3.3219));
        BigDecimal scaled = exact.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
        int surplus = scaled.toBigInteger().bitLength() - BINARY_DIGITS;
        BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(Math.max(0, surplus)));
        BigDecimal whole = scaled.divide(unit, 0, RoundingMode.HALF_EVEN).multiply(unit);
        return whole.divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
    }
}
