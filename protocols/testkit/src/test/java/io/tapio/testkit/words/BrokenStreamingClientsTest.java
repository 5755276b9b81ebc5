package io.tapio.testkit.words;

import static io.tapio.testkit.dispatch.Mistakes.isCaught;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplex;
import io.tapio.protocol.ClientProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.StreamingMultiplexedClientLaws;
import io.tapio.testkit.dispatch.StreamingPipelinedClientLaws;
import io.tapio.testkit.words.BrokenBodies.Mistake;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** Clients with one mistake in their bodies each, and the law that finds it. */
class BrokenStreamingClientsTest {
    private static final BodySettings WIDE = BodySettings.load().withWindow(1 << 30);
    private static final BodySettings STRICT = BodySettings.load().withAbandonedBytes(0);

    @Test
    void requestsThatAreGatheredBeforeTheyAreSent() {
        Multiplexed gathering = multiplexed(BrokenBodies.gatheringRequests());

        isCaught(gathering::aStreamingRequestBodyLeavesAsItIsMade, "Expected size: 1 but was: 0");
    }

    @Test
    void repliesThatAreGatheredBeforeTheyAreReturned() {
        Pipelined gathering = pipelined(BrokenBodies.gatheringReplies());

        isCaught(gathering::aStreamingResponseBodyIsReadAsItComes, "[an answer]");
        isCaught(gathering::aReplyBehindABodyGoesToTheNextCall, "[an answer]");
    }

    @Test
    void bodiesOfOtherReplies() {
        Multiplexed confusing = multiplexed(BrokenBodies.confusingReplies());

        isCaught(confusing::interleavingResponseBodyChunksReachTheirOwnReaders, "chunk]");
    }

    @Test
    void aBodyThatTakesWhateverComes() {
        var pipelined = new Pipelined(StreamingPipelineLaws.client(8, 8).withBodies(WIDE));
        var multiplexed = new Multiplexed(StreamingMultiplexLaws.client(8, 8).withBodies(WIDE), 0);

        isCaught(pipelined::reachingMaxBufferedFramesStopsThePeerAndLosesNothing, "[bytes that are not taken]");
        isCaught(multiplexed::reachingMaxBufferedFramesStopsThePeerAndLosesNothing, "[bytes that are not taken]");
    }

    @Test
    void aPeerThatMaySendMoreThanItsCredit() {
        var generous = new Multiplexed(StreamingMultiplexLaws.client(8, 8).withCredit(200), 100);

        isCaught(generous::reachingMaxBufferedFramesByCreditHoldsUpNoOtherAndMoreIsAFaultOfThePeer, "expected: CLOSED");
    }

    @Test
    void whateverEndsAReplyTakenForItsEnd() {
        Pipelined trusting = pipelined(BrokenBodies.trustingReplies());

        isCaught(trusting::aReadErrorDuringAStreamBreaksTheBodyOffAndEndsTheSession, "to be completed exceptionally");
        isCaught(trusting::anEndOfTheStreamInABodyBreaksItOffAndEndsTheSession, "to be completed exceptionally");
        isCaught(
                trusting::aTransportErrorDuringABodyStreamEndsBothBodiesAndTheSession, "to be completed exceptionally");
    }

    @Test
    void whateverEndsARequestTakenForItsEnd() {
        Multiplexed trusting = multiplexed(BrokenBodies.trustingRequests());

        isCaught(trusting::aRequestThatBreaksOffIsNotTakenForWhole, "[End[id=");
    }

    @Test
    void aSessionThatEndsWithWhatWasNotRead() {
        var strict = new Multiplexed(StreamingMultiplexLaws.client(8, 8).withBodies(STRICT), 0);

        isCaught(strict::aReaderThatLeavesLosesItsBodyAndNothingElse, "abandoned-bytes");
    }

    @Test
    void aPieceThatIsNobodysAndMeansNothing() {
        var forgiving = new Multiplexed(
                StreamingMultiplex.<String, String, String, String>client(
                        BrokenBodies.forgiving(), String::length, String::length),
                0);

        isCaught(forgiving::aPieceWithAnIdThatNoCallHasIsAFaultOfThePeer, "to be completed exceptionally");
    }

    private static Pipelined pipelined(Mistake mistake) {
        return new Pipelined(StreamingPipelineLaws.client(8, 8).filtered(mistake));
    }

    private static Multiplexed multiplexed(Mistake mistake) {
        return new Multiplexed(StreamingMultiplexLaws.client(8, 8).filtered(mistake), 0);
    }

    private static final class Pipelined extends StreamingPipelinedClientLaws {
        private final ClientProtocol<Streamed<String, String>, Streamed<String, String>> protocol;

        Pipelined(ClientProtocol<Streamed<String, String>, Streamed<String, String>> protocol) {
            this.protocol = protocol;
        }

        @Override
        protected ClientProtocol<Streamed<String, String>, Streamed<String, String>> client() {
            return protocol;
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return Peers.ofStreamingClient(PartWords.codec());
        }

        @Override
        protected Features features() {
            return Features.none();
        }

        @Override
        protected ByteString corrupt() {
            return PartWords.CORRUPT;
        }
    }

    private static final class Multiplexed extends StreamingMultiplexedClientLaws {
        private final ClientProtocol<Streamed<String, String>, Streamed<String, String>> protocol;
        private final int credit;

        Multiplexed(ClientProtocol<Streamed<String, String>, Streamed<String, String>> protocol, int credit) {
            this.protocol = protocol;
            this.credit = credit;
        }

        @Override
        protected ClientProtocol<Streamed<String, String>, Streamed<String, String>> client() {
            return protocol;
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return FrameWords.codec();
        }

        @Override
        protected Features features() {
            return Features.none().withErrors().withCancels().withCredit(credit);
        }
    }
}
