package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.testkit.network.RawPeer;
import org.jspecify.annotations.Nullable;

/** A server's end of a connection under test, whatever it speaks; the test is its client. */
abstract class ServerEnd {
    private final Wiring wiring;
    private final Wiring.Served served;

    ServerEnd(Wiring wiring, Wiring.Served served) {
        this.wiring = wiring;
        this.served = served;
    }

    final RawPeer peer() {
        return served.peer();
    }

    final void settle() {
        wiring.settle();
    }

    final void drain() {
        settle();
        served.drain().run();
        settle();
    }

    /** Why the server's end has ended; null as long as it has not. */
    final @Nullable CloseReason closed() {
        settle();
        return served.closed().toCompletableFuture().getNow(null);
    }

    final void isOpen() {
        assertThat(closed()).as("the end of the connection").isNull();
    }

    /** The connection is over for the peer, too, and the server's end says why. */
    final void isOver(Kind kind) {
        assertThat(peer().isAtEnd()).as("the server has closed its side").isTrue();
        peer().end();
        CloseReason reason = closed();
        if (reason == null) {
            throw new AssertionError("the connection has not ended");
        }
        assertThat(reason.kind()).as(reason.message()).isEqualTo(kind);
        assertThat(reason.message()).isNotBlank();
    }
}
