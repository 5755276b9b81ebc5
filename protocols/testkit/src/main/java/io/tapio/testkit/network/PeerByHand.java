package io.tapio.testkit.network;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.testkit.network.SimulatedEnd.Event;
import io.tapio.testkit.network.SimulatedEnd.Told;
import org.apache.pekko.util.ByteString;

/** A test at an end of a simulated connection. */
final class PeerByHand implements RawPeer {
    private final SimulatedEnd end;
    private ByteString unsent = ByteString.emptyByteString();
    private boolean ending;
    private boolean reset;

    PeerByHand(SimulatedEnd end) {
        this.end = end;
        end.own(this::onTold);
    }

    private void onTold(Event event) {
        if (event instanceof SimulatedEnd.Reset broken) {
            reset = true;
            unsent = ByteString.emptyByteString();
            end.close(broken.reason());
        } else if (event == Told.WRITABLE) {
            send();
        } else if (event == Told.OUTPUT_CLOSED) {
            unsent = ByteString.emptyByteString();
            end();
        }
    }

    @Override
    public void write(ByteString bytes) {
        if (ending) {
            throw new IllegalStateException("this side was closed");
        }
        unsent = unsent.concat(bytes);
        send();
    }

    @Override
    public int unsent() {
        return unsent.size();
    }

    @Override
    public ByteString read() {
        ByteString bytes = end.incoming.take();
        closeIfOver();
        return bytes;
    }

    @Override
    public void end() {
        ending = true;
        send();
    }

    private void send() {
        unsent = end.outgoing.send(unsent);
        if (unsent.isEmpty() && ending) {
            end.outgoing.end();
            closeIfOver();
        }
    }

    private void closeIfOver() {
        if (ending && unsent.isEmpty() && end.incoming.isRead()) {
            end.close(new CloseReason(Kind.PEER_CLOSED, "both sides closed"));
        }
    }

    @Override
    public void reset() {
        end.cutOff();
    }

    @Override
    public boolean isAtEnd() {
        return end.incoming.isRead();
    }

    @Override
    public boolean isReset() {
        return reset;
    }
}
