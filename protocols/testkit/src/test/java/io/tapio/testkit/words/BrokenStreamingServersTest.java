package io.tapio.testkit.words;

import static io.tapio.testkit.dispatch.Mistakes.isCaught;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplex;
import io.tapio.protocol.ServerProtocol;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.Peers;
import io.tapio.testkit.dispatch.StreamingMultiplexedServerLaws;
import io.tapio.testkit.dispatch.StreamingPipelinedServerLaws;
import io.tapio.testkit.words.BrokenBodies.Mistake;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** Servers with one mistake in their bodies each, and the law that finds it. */
class BrokenStreamingServersTest {
    private static final BodySettings WIDE = BodySettings.load().withWindow(1 << 30);
    private static final BodySettings STRICT = BodySettings.load().withAbandonedBytes(0);

    @Test
    void requestsThatAreGatheredBeforeTheyAreServed() {
        Multiplexed gathering = multiplexed(BrokenBodies.gatheringRequests());

        isCaught(gathering::theServiceIsCalledWhenTheHeadIsThereAndReadsTheBodyAsItComes, "out of bounds");
        isCaught(gathering::aReplyMayBeginBeforeTheBodyOfItsRequestHasEnded, "out of bounds");
    }

    @Test
    void repliesThatAreGatheredBeforeTheyAreSent() {
        Multiplexed gathering = multiplexed(BrokenBodies.gatheringReplies());

        isCaught(gathering::aStreamingResponseBodyLeavesAsItIsMade, "here it comes");
        isCaught(gathering::interleavingResponseBodyChunksHoldUpNoOther, "ONE");
    }

    @Test
    void repliesOutOfTheirOrder() {
        Pipelined swapping = pipelined(BrokenBodies.swappingAnswers());

        isCaught(swapping::repliesWithBodiesKeepTheOrderOfTheirRequests, "Expecting empty");
    }

    @Test
    void bodiesOfOtherRequests() {
        Multiplexed confusing = multiplexed(BrokenBodies.confusingRequests());

        isCaught(confusing::interleavingRequestBodyChunksReachTheirOwnReaders, "[the next chunk]");
    }

    @Test
    void aBodyThatTakesWhateverComes() {
        var pipelined = new Pipelined(StreamingPipelineLaws.server(8).withBodies(WIDE));
        var multiplexed = new Multiplexed(StreamingMultiplexLaws.server(8, 8).withBodies(WIDE), 0);

        isCaught(pipelined::reachingMaxBufferedFramesStopsThePeerAndLosesNothing, "[bytes that are not taken]");
        isCaught(multiplexed::reachingMaxBufferedFramesStopsThePeerAndLosesNothing, "[bytes that are not taken]");
    }

    @Test
    void aPeerThatMaySendMoreThanItsCredit() {
        var generous = new Multiplexed(StreamingMultiplexLaws.server(8, 8).withCredit(200), 100);

        isCaught(
                generous::reachingMaxBufferedFramesByCreditHoldsUpNoOtherAndMoreIsAFaultOfThePeer,
                "[the server has closed its side]");
    }

    @Test
    void whateverEndsARequestTakenForItsEnd() {
        Pipelined trusting = pipelined(BrokenBodies.trustingRequests());

        isCaught(
                trusting::aReadErrorDuringAStreamBreaksTheBodyOffAndEndsTheConnectionBehindTheReply,
                "to be completed exceptionally");
        isCaught(
                trusting::anEndOfTheStreamInABodyBreaksItOffAndEndsTheConnectionBehindTheReply,
                "to be completed exceptionally");
        isCaught(trusting::aTransportErrorDuringABodyStreamEndsBothBodiesAndTheCall, "to be completed exceptionally");
    }

    @Test
    void whateverEndsAReplyTakenForItsEnd() {
        Multiplexed trusting = multiplexed(BrokenBodies.trustingReplies());

        isCaught(trusting::aReplyThatBreaksOffIsNotTakenForWhole, "[End[id=");
    }

    @Test
    void aConnectionThatEndsWithWhatWasNotRead() {
        var strict = new Pipelined(StreamingPipelineLaws.server(8).withBodies(STRICT));

        isCaught(strict::whatWasNotReadOfARequestIsDroppedBehindItsReply, "expected: 2");
    }

    @Test
    void aPieceThatIsNobodysAndMeansNothing() {
        var forgiving = new Multiplexed(
                StreamingMultiplex.<String, String, String, String>server(
                        BrokenBodies.forgiving(), String::length, String::length),
                0);

        isCaught(forgiving::aPieceWithAnIdThatNoRequestHasIsAFaultOfThePeer, "to be completed exceptionally");
    }

    private static Pipelined pipelined(Mistake mistake) {
        return new Pipelined(StreamingPipelineLaws.server(8).filtered(mistake));
    }

    private static Multiplexed multiplexed(Mistake mistake) {
        return new Multiplexed(StreamingMultiplexLaws.server(8, 8).filtered(mistake), 0);
    }

    private static final class Pipelined extends StreamingPipelinedServerLaws {
        private final ServerProtocol<Streamed<String, String>, Streamed<String, String>> protocol;

        Pipelined(ServerProtocol<Streamed<String, String>, Streamed<String, String>> protocol) {
            this.protocol = protocol;
        }

        @Override
        protected ServerProtocol<Streamed<String, String>, Streamed<String, String>> server() {
            return protocol;
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return Peers.ofStreamingServer(PartWords.codec(), head -> head.startsWith(PartWords.ERROR));
        }

        @Override
        protected Features features() {
            return Features.none().withErrors();
        }

        @Override
        protected ByteString corrupt() {
            return PartWords.CORRUPT;
        }
    }

    private static final class Multiplexed extends StreamingMultiplexedServerLaws {
        private final ServerProtocol<Streamed<String, String>, Streamed<String, String>> protocol;
        private final int credit;

        Multiplexed(ServerProtocol<Streamed<String, String>, Streamed<String, String>> protocol, int credit) {
            this.protocol = protocol;
            this.credit = credit;
        }

        @Override
        protected ServerProtocol<Streamed<String, String>, Streamed<String, String>> server() {
            return protocol;
        }

        @Override
        protected Codec<Frame<String, String>, Frame<String, String>> peer() {
            return FrameWords.codec();
        }

        @Override
        protected Features features() {
            return Features.none().withErrors().withCredit(credit);
        }
    }
}
