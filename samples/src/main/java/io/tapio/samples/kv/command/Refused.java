package io.tapio.samples.kv.command;

import io.tapio.redis.Reply;

/**
 * Ends a command with an error reply, from however deep inside it. Has no stack trace: it is an answer, not a fault.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // without a stack trace, one is as good as another
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final Refused SYNTAX = new Refused("ERR syntax error");
    public static final Refused NO_SUCH_KEY = new Refused("ERR no such key");
    public static final Refused NO_INTEGER = new Refused("ERR value is not an integer or out of range");
    public static final Refused OUT_OF_RANGE = new Refused("ERR value is out of range");
    public static final Refused NOT_POSITIVE = new Refused("ERR value is out of range, must be positive");
    public static final Refused NO_KEYS = new Refused("ERR numkeys should be greater than 0");
    public static final Refused NO_CURSOR = new Refused("ERR invalid cursor");
    public static final Refused NO_FLOAT = new Refused("ERR value is not a valid float");
    public static final Refused NO_DATABASE = new Refused("ERR DB index is out of range");
    public static final Refused SAME_OBJECT = new Refused("ERR source and destination objects are the same");
    public static final Refused TOO_LONG = new Refused("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    public static final Refused WRONG_TYPE =
            new Refused("WRONGTYPE Operation against a key holding the wrong kind of value");
    public static final Refused OUT_OF_MEMORY = new Refused("OOM command not allowed when used memory > 'maxmemory'.");

    private final String text;

    /** @param text the error as the client reads it, its code first: {@code ERR …} */
    public Refused(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    public static Refused wrongArity(String command) {
        return new Refused("ERR wrong number of arguments for '" + command + "' command");
    }

    public static Refused badExpireTime(String command) {
        return new Refused("ERR invalid expire time in '" + command + "' command");
    }

    public Reply reply() {
        return new Reply.Error(text);
    }
}
