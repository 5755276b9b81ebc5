package io.tapio.tcp;

/** A process with as many open files as the test says. */
final class OpenFiles implements Descriptors.Process {
    private final long limit;
    int looks;
    long open;
    boolean cannotTell;

    OpenFiles(long limit, long open) {
        this.limit = limit;
        this.open = open;
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public long open() {
        looks++;
        if (cannotTell) {
            throw new InternalError("Unable to open directory /proc/self/fd");
        }
        return open;
    }
}
