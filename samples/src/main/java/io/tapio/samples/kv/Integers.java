package io.tapio.samples.kv;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import java.nio.charset.StandardCharsets;

/** Whole numbers as Redis reads and writes them: no plus, no leading zero, no blank. */
final class Integers {
    private static final int LONGEST = Long.toString(Long.MIN_VALUE).length();

    private Integers() {}

    static long at(Command command, int index) {
        return parse(command.arg(index), Refused.NO_INTEGER);
    }

    static long parse(byte[] digits, Refused otherwise) {
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

    static Value.Text value(long number) {
        return new Value.Text(Long.toString(number).getBytes(StandardCharsets.ISO_8859_1));
    }

    static Reply bulk(long number) {
        return Reply.Bulk.of(Long.toString(number));
    }
}
