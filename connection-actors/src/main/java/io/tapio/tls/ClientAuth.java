package io.tapio.tls;

/** Whether a server asks its clients for a certificate. */
public enum ClientAuth {
    NONE,
    /** Asks; a client that shows none is served all the same, one that shows a bad one is not. */
    WANT,
    /** Serves nobody without a certificate that its trust file accounts for. */
    NEED
}
