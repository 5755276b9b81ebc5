package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Refused;

/**
 * The options of ZADD.
 *
 * @param ifAbsent NX: members that are there stay as they are
 * @param ifPresent XX: no member is added
 * @param ifGreater GT: a score only grows
 * @param ifLess LT: a score only shrinks
 * @param countChanged CH: the reply counts members with another score too
 * @param increment INCR: the number is added to the score
 * @param first the argument after them
 */
record AddOptions(
        boolean ifAbsent,
        boolean ifPresent,
        boolean ifGreater,
        boolean ifLess,
        boolean countChanged,
        boolean increment,
        int first) {
    /** What ZINCRBY is: one number, to be added. */
    static final AddOptions INCREMENT = new AddOptions(false, false, false, false, false, true, 2);

    static AddOptions of(Command command) {
        boolean ifAbsent = false;
        boolean ifPresent = false;
        boolean ifGreater = false;
        boolean ifLess = false;
        boolean countChanged = false;
        boolean increment = false;
        int at = 2;
        for (; at < command.argCount(); at++) {
            if (command.is(at, "nx")) {
                ifAbsent = true;
            } else if (command.is(at, "xx")) {
                ifPresent = true;
            } else if (command.is(at, "gt")) {
                ifGreater = true;
            } else if (command.is(at, "lt")) {
                ifLess = true;
            } else if (command.is(at, "ch")) {
                countChanged = true;
            } else if (command.is(at, "incr")) {
                increment = true;
            } else {
                break;
            }
        }
        return new AddOptions(ifAbsent, ifPresent, ifGreater, ifLess, countChanged, increment, at).checked(command);
    }

    private AddOptions checked(Command command) {
        int numbers = command.argCount() - first;
        if (numbers == 0 || numbers % 2 != 0) {
            throw Refused.SYNTAX;
        }
        if (ifAbsent && ifPresent) {
            throw new Refused("ERR XX and NX options at the same time are not compatible");
        }
        if ((ifAbsent && (ifGreater || ifLess)) || (ifGreater && ifLess)) {
            throw new Refused("ERR GT, LT, and/or NX options at the same time are not compatible");
        }
        if (increment && numbers > 2) {
            throw new Refused("ERR INCR option supports a single increment-element pair");
        }
        return this;
    }

    /** Whether a member may get this score in place of the one that it has. */
    boolean allows(double old, double score) {
        return !ifAbsent && !(ifGreater && score <= old) && !(ifLess && score >= old);
    }
}
