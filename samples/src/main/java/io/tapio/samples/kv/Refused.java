package io.tapio.samples.kv;

import io.tapio.redis.Reply;

/**
 * Ends a command with an error reply, from however deep inside it. Has no stack trace: it is an answer, not a fault.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // without a stack trace, one is as good as another
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final Refused SYNTAX = new Refused("ERR syntax error");
    static final Refused NO_SUCH_KEY = new Refused("ERR no such key");
    static final Refused NO_INTEGER = new Refused("ERR value is not an integer or out of range");
    static final Refused NO_FLOAT = new Refused("ERR value is not a valid float");
    static final Refused NO_DATABASE = new Refused("ERR DB index is out of range");
    static final Refused SAME_OBJECT = new Refused("ERR source and destination objects are the same");
    static final Refused TOO_LONG = new Refused("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    static final Refused WRONG_TYPE = new Refused("WRONGTYPE Operation against a key holding the wrong kind of value");
    static final Refused OUT_OF_MEMORY = new Refused("OOM command not allowed when used memory > 'maxmemory'.");

    private final String text;

    Refused(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    static Refused wrongArity(String command) {
        return new Refused("ERR wrong number of arguments for '" + command + "' command");
    }

    static Refused badExpireTime(String command) {
        return new Refused("ERR invalid expire time in '" + command + "' command");
    }

    Reply reply() {
        return new Reply.Error(text);
    }
}
