package io.tapio.samples.kv.command;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;

/** Whole numbers as Redis reads and writes them: no plus, no leading zero, no blank. */
public final class Integers {
    private static final int LONGEST = Long.toString(Long.MIN_VALUE).length();

    private Integers() {}

    /** The number that an argument of a command is; {@link Refused#NO_INTEGER} if it is none. */
    public static long at(Command command, int index) {
        return parse(command.arg(index), Refused.NO_INTEGER);
    }

    /** The number that an argument of a command is, if it is not below a least one; otherwise this is thrown. */
    public static long atLeast(long least, Command command, int index, Refused otherwise) {
        long number = parse(command.arg(index), otherwise);
        if (number < least) {
            throw otherwise;
        }
        return number;
    }

    /** The number that is written here, of 64 bits; what is given is thrown if it is none. */
    public static long parse(byte[] digits, Refused otherwise) {
        boolean negative = digits.length > 0 && digits[0] == '-';
        int at = negative ? 1 : 0;
        if (digits.length == at || digits.length > LONGEST || (digits[at] == '0' && digits.length > 1)) {
            throw otherwise;
        }
        // counted downwards, where there is one number more
        long value = 0;
        for (; at < digits.length; at++) {
            int digit = digits[at] - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                throw otherwise;
            }
            value = 10 * value - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw otherwise;
        }
        return negative ? value : -value;
    }

    /** Whether this is such a number. */
    public static boolean isOne(byte[] digits) {
        try {
            parse(digits, Refused.NO_INTEGER);
            return true;
        } catch (Refused notANumber) {
            return false;
        }
    }

    /** A number in a bulk string, where Redis answers one so. */
    public static Reply bulk(long number) {
        return Reply.Bulk.of(Long.toString(number));
    }
}
