package io.tapio.redis;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Client to server. */
class CommandCodecTest extends CodecContract<Command> {
    @Override
    protected Decoder<Command> decoder() {
        return new CommandDecoder(RedisSettings.defaults());
    }

    @Override
    protected Encoder<Command> encoder() {
        return new CommandEncoder();
    }

    @Override
    protected List<Command> frames() {
        return List.of(
                Command.of("PING"),
                Command.of("SET", "key", "a value\r\nof two lines"),
                Command.of("GET", ""),
                Command.of(
                        "DEL", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"));
    }

    @Override
    protected Command large() {
        return Command.of("ECHO", "x".repeat(64 * 1024));
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized(Feed.bytes("*1\r\n$8388609\r\n"), 8 << 20));
    }

    @Override
    protected boolean same(Command read, Command written) {
        return read.argCount() == written.argCount() && arguments(read).equals(arguments(written));
    }

    private static List<String> arguments(Command command) {
        String[] arguments = new String[command.argCount()];
        Arrays.setAll(arguments, command::text);
        return List.of(arguments);
    }
}
