package io.tapio.redis;

import java.nio.charset.StandardCharsets;

/**
 * A request: its name and its arguments, as bytes. The name is argument 0.
 *
 * <p>Owns its arrays: whoever makes a command, or reads an argument, does not change them any more. They may be stored
 * and sent as they are, without a copy.
 */
public final class Command {
    private final byte[][] arguments;

    Command(byte[][] arguments) {
        this.arguments = arguments;
    }

    /** A command from text, in UTF-8: {@code Command.of("SET", "key", "value")}. */
    public static Command of(String name, String... arguments) {
        byte[][] all = new byte[1 + arguments.length][];
        all[0] = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = arguments[i].getBytes(StandardCharsets.UTF_8);
        }
        return new Command(all);
    }

    /** A command from bytes, which become its own; the name is the first. */
    public static Command ofBytes(byte[]... arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("a command needs a name");
        }
        return new Command(arguments);
    }

    /** The number of arguments, the name included; at least 1. */
    public int argCount() {
        return arguments.length;
    }

    public byte[] arg(int index) {
        return arguments[index];
    }

    /** An argument as text; bytes that are not UTF-8 become replacement characters. */
    public String text(int index) {
        return new String(arguments[index], StandardCharsets.UTF_8);
    }

    /** True if the argument is this word, letters of either case; {@code word} is ASCII. Allocates nothing. */
    public boolean is(int index, String word) {
        return Ascii.equalsIgnoreCase(arguments[index], word);
    }

    /** The command for a person to read, long arguments cut. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(arguments.length, 8); i++) {
            String argument = text(i);
            text.append(i == 0 ? "" : " ").append(argument, 0, Math.min(argument.length(), 40));
            text.append(argument.length() > 40 ? "…" : "");
        }
        return text.append(arguments.length > 8 ? " …" : "").toString();
    }
}
