package io.tapio.redis;

import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;

/** Writes commands on a client; of a long one it remembers which argument is next. */
final class CommandEncoder implements Encoder<Command> {
    private final Wire wire = new Wire();
    private int next;

    @Override
    public void encode(Command command, Output out) {
        while (!step(command, out)) {}
    }

    @Override
    public boolean encodeSome(Command command, Output out) {
        while (!step(command, out)) {
            if (out.isFull()) {
                return false;
            }
        }
        return true;
    }

    private boolean step(Command command, Output out) {
        if (next == 0) {
            wire.number('*', command.argCount(), out);
        }
        wire.bulk(command.arg(next++), out);
        if (next < command.argCount()) {
            return false;
        }
        next = 0;
        return true;
    }
}
