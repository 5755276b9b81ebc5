package io.tapio.testkit.sockets;

import org.jspecify.annotations.Nullable;

/** A connection: the test's socket at one end of it, and a protocol at the other. */
final class Link {
    private final RawSocket raw;
    private final ProtocolEnd end;
    private boolean toDrain;

    Link(RawSocket raw, ProtocolEnd end) {
        this.raw = raw;
        this.end = end;
    }

    RawSocket raw() {
        return raw;
    }

    ProtocolEnd end() {
        return end;
    }

    /** The protocol's end has been asked to drain, and will be told. */
    void toDrain() {
        toDrain = true;
    }

    boolean move() {
        return raw.move(end);
    }

    /** True if nothing can happen any more. */
    boolean isOver() {
        return end.progress().closed() && (raw.isEnded() || raw.isReset());
    }

    /** What is still to come by itself; null if nothing is. */
    @Nullable
    String awaited() {
        ProtocolEnd.Progress there = end.progress();
        if (there.closed()) {
            return raw.hasRoom() ? "the end that the other side has sent" : null;
        } else if (!there.ready() && !there.outputOver()) {
            return "that the connection is ready";
        } else if (raw.isReset()) {
            return "that the other side sees the reset";
        } else if (toDrain && !there.draining()) {
            return "that the other side is told to drain";
        }
        return raw.hasRoom() && there.emitted() > raw.received() ? "bytes that the other side has sent" : end(there);
    }

    private @Nullable String end(ProtocolEnd.Progress there) {
        boolean allIsThere = raw.unsent() == 0 && raw.sent() == there.received();
        if (!there.inputOver() && (allIsThere ? raw.isEndSent() : there.asks())) {
            return allIsThere ? "that the other side sees the end" : "that the other side takes what is sent";
        } else if (there.outputOver() && raw.hasRoom()) {
            return "that the other side closes its half";
        }
        boolean bothEnded = raw.isEnded() && raw.isEndSent();
        return bothEnded && there.isOver() ? "that the connection ends" : null;
    }
}
