package io.tapio.codec;

import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.time.Clock;
import io.tapio.time.Pace;
import io.tapio.time.PaceWatch;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into frames, each when it is taken.
 *
 * <p><b>Emits when</b> bytes have come, or will come no more: the run of frames in them · <b>Backpressures when</b>
 * downstream does · <b>Completes when</b> upstream completes and the decoder has no closing frame left · <b>Fails
 * when</b> upstream does. The run fails when the decoder throws, an unfinished frame is larger than
 * {@code maxFrameBytes} or comes too slowly, or more than {@code maxBadFrames} in a row are bad. Whatever ends it, what
 * is unread then goes to the {@link Unread} in its attributes.
 */
final class DecoderStage<F> extends GraphStage<FlowShape<ByteString, Frames<F>>> {
    private static final Attributes NAME = Attributes.name("decoder");

    private static final String KEY = "tapio.codec.max-frame-bytes";

    private static final String PACE_KEY = "tapio.codec.frame-timeout";

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** An array this much larger than the bytes left in it is given back. */
    private static final int SPARSE = 4;

    private final Inlet<ByteString> in = Inlet.create("Decoder.in");
    private final Outlet<Frames<F>> out = Outlet.create("Decoder.out");
    private final FlowShape<ByteString, Frames<F>> shape = FlowShape.of(in, out);
    private final Supplier<? extends Decoder<F>> decoders;
    private final int maxFrameBytes;
    private final int maxBadFrames;
    private final @Nullable Pace pace;
    private final Bounded limits;

    DecoderStage(Supplier<? extends Decoder<F>> decoders, CodecSettings settings, Bounded limits) {
        this.decoders = decoders;
        this.maxFrameBytes = settings.maxFrameBytes();
        this.maxBadFrames = settings.maxBadFrames();
        this.pace = settings.pace().orElse(null);
        this.limits = Bounded.by(Bound.bytes("bytes of an unfinished frame", maxFrameBytes, KEY))
                .and(Bounded.by(
                        Bound.timeOrOff("time for the rest of a frame", pace == null ? null : pace.grace(), PACE_KEY)))
                .and(limits);
    }

    @Override
    public FlowShape<ByteString, Frames<F>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME.and(limits);
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic(attributes);
    }

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler, Frames<F> {
        private final Decoder<F> decoder = decoders.get();
        private ByteBuffer unread = NOTHING;
        private final Attributes attributes;
        private @Nullable PaceWatch watch;
        private @Nullable Failure late;
        private long chunks;
        private int bad;
        private boolean atEnd;

        Logic(Attributes attributes) {
            super(shape);
            this.attributes = attributes;
            setHandlers(in, out, this);
        }

        @Override
        public void onPush() {
            ByteString chunk = grab(in);
            chunks++;
            if (watch != null) {
                watch.came(chunk.size());
            }
            if (late != null) {
                return; // too late: what was asked for it is answered already
            }
            unread = unread.hasRemaining() ? joined(unread, chunk) : ByteBuffer.wrap(chunk.toArrayUnsafe());
            push(out, this);
        }

        @Override
        public void onPull() {
            if (!isClosed(in)) {
                pull(in);
                if (pace != null && (unread.hasRemaining() || decoder.isInFrame())) {
                    watch(pace).asked();
                }
            } else if (!atEnd) {
                push(out, this);
            } else {
                completeStage();
            }
        }

        @Override
        public void onUpstreamFinish() {
            if (isAvailable(out)) {
                push(out, this);
            }
        }

        @Override
        public @Nullable F next() {
            if (late != null) {
                throw late;
            }
            F frame;
            try {
                frame = isClosed(in) ? decoder.decodeEof(unread) : decoder.decode(unread);
            } catch (BadFrame thrown) {
                throw ++bad > maxBadFrames ? tooManyBad(thrown) : thrown;
            } catch (RuntimeException thrown) {
                throw fault(thrown);
            }
            if (frame == null) {
                atEnd = isClosed(in);
                if (!atEnd && unread.remaining() > maxFrameBytes) {
                    throw tooLarge(unread.remaining());
                }
                unread = compact(unread);
            } else {
                bad = 0;
                if (watch != null) {
                    watch.whole();
                }
            }
            return frame;
        }

        private PaceWatch watch(Pace pace) {
            if (watch == null) {
                AsyncCallback<PaceWatch> ring = createAsyncCallback(this::onRing);
                watch = new PaceWatch(pace, Clock.of(attributes), ring::invoke);
            }
            return watch;
        }

        /** Hands on that the frame is late, as what it turns out to be when it is taken. */
        private void onRing(PaceWatch rung) {
            if (late == null && rung.isLate()) {
                late = tooSlow(rung.pace(), rung.bytes());
                push(out, this);
            }
        }

        @Override
        public void postStop() {
            if (watch != null) {
                watch.stop();
            }
            attributes.getAttribute(Unread.class).ifPresent(after -> after.left(left(), chunks));
        }

        private Failure tooManyBad(BadFrame last) {
            return Failure.at(
                            Where.DECODE,
                            Processed.NO,
                            bad + " bad frames in a row are more than the limit of " + maxBadFrames
                                    + " (tapio.codec.max-bad-frames); the last: " + last.getMessage())
                    .withCause(last.failure());
        }

        private Failure tooLarge(int bytes) {
            return Failure.at(
                    Where.DECODE,
                    Processed.NO,
                    "an unfinished frame of " + bytes + " bytes is larger than the limit of " + maxFrameBytes
                            + " bytes (" + KEY + ")");
        }

        private ByteString left() {
            return ByteString.fromArrayUnsafe(
                    unread.array(), unread.arrayOffset() + unread.position(), unread.remaining());
        }
    }

    private static Failure tooSlow(Pace pace, long bytes) {
        return new CloseReason(
                        CloseReason.Kind.FRAME_TIMEOUT,
                        "an unfinished frame got " + bytes + " bytes more in the time it has: "
                                + pace.grace().toMillis() + " ms (" + PACE_KEY + ") and a second for each "
                                + pace.bytesPerSecond() + " bytes (tapio.codec.frame-min-rate)")
                .toFailure(Processed.MAYBE);
    }

    /** A decoder's failure as it is; anything else that it throws is a fault of the bytes, too. */
    static Failure fault(RuntimeException thrown) {
        return thrown instanceof Failure failure
                ? failure
                : Failure.at(Where.DECODE, Processed.NO, "cannot be read: " + thrown.getMessage())
                        .withCause(thrown);
    }

    /** The bytes of both; grows by doubling, so that n bytes cost O(n) in whatever pieces they come. */
    private static ByteBuffer joined(ByteBuffer unread, ByteString chunk) {
        int end = unread.limit() + chunk.size();
        ByteBuffer joined = unread;
        if (end > unread.capacity()) {
            end = unread.remaining() + chunk.size();
            joined = ByteBuffer.allocate(Math.max(end, 2 * unread.remaining()))
                    .put(unread)
                    .flip();
        }
        chunk.copyToArray(joined.array(), joined.limit(), chunk.size());
        return joined.limit(end);
    }

    /** The same bytes, without an array that is much too large for them. */
    private static ByteBuffer compact(ByteBuffer unread) {
        if (!unread.hasRemaining()) {
            return NOTHING;
        }
        return unread.capacity() / SPARSE > unread.remaining()
                ? ByteBuffer.allocate(unread.remaining()).put(unread).flip()
                : unread;
    }
}
