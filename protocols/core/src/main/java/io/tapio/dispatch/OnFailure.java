package io.tapio.dispatch;

/** What becomes of a call that has failed, and of the connection that it came on. */
public enum OnFailure {
    /** The peer gets the protocol's error, and the connection goes on. */
    ANSWER,
    /** The peer gets the protocol's error as the last word on the connection. */
    ANSWER_AND_CLOSE,
    /** The connection closes without a word about the call. */
    CLOSE
}
