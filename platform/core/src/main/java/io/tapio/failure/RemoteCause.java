package io.tapio.failure;

/** What a failure that came from another process says of its cause: the words alone. */
public final class RemoteCause extends Exception {
    private static final long serialVersionUID = 1L;

    public RemoteCause(String words) {
        super(words, null, false, false);
    }

    @Override
    public String toString() {
        return "there: " + getMessage();
    }
}
