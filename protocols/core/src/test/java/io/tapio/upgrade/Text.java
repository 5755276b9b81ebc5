package io.tapio.upgrade;

import io.tapio.testkit.stream.FlowProbe;
import org.apache.pekko.util.ByteString;

/** Bytes of tests, as text. */
final class Text {
    private Text() {}

    static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }

    /** What has come, whatever the chunks. */
    static String text(FlowProbe<ByteString, ByteString, ?> probe) {
        return probe.request(99).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }
}
