package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Keeps so many {@link Calls} under way on one connection: for each answer that a read brings another call leaves, all
 * of them in one write. On one thread, without any framework, so that the server is what is waited for.
 *
 * @param calls how many
 */
record InFlight(int calls) implements Load {
    private static final int BODY = 32;
    private static final int LENGTH = Long.BYTES + BODY;
    private static final int FRAME = Integer.BYTES + LENGTH;
    private static final int CHUNK = 64 * 1024;

    @Override
    public String title() {
        return calls + " in flight";
    }

    @Override
    public Timing drive(int port, long requests) {
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new Connection(channel, calls).make(requests);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(CHUNK);
        private final ByteBuffer out;
        private final long[] sentAt;
        private final Times times = new Times();

        Connection(SocketChannel channel, int calls) {
            this.channel = channel;
            out = ByteBuffer.allocateDirect(calls * FRAME);
            sentAt = new long[calls];
        }

        Timing make(long requests) throws IOException {
            long start = System.nanoTime();
            long sent = Math.min(sentAt.length, requests);
            for (int id = 0; id < sent; id++) {
                put(id, start);
            }
            for (long answered = 0; answered < requests; ) {
                flush();
                if (channel.read(in) < 0) {
                    throw new IOException("the server closed a connection instead of answering");
                }
                long now = System.nanoTime();
                in.flip();
                for (; in.remaining() >= FRAME; answered++) {
                    int id = takeId();
                    times.add(now - sentAt[id]);
                    if (sent < requests) {
                        put(id, now);
                        sent++;
                    }
                }
                in.compact();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Timing(requests / seconds, times.quantile(0.5), times.quantile(0.99));
        }

        private void put(int id, long now) {
            sentAt[id] = now;
            out.putInt(LENGTH).putLong(id);
            for (int i = 0; i < BODY; i += Long.BYTES) {
                out.putLong(~id + i);
            }
        }

        /** The id of the next answer, which has what its call had. */
        private int takeId() throws IOException {
            boolean right = in.getInt() == LENGTH;
            long id = in.getLong();
            for (int i = 0; i < BODY; i += Long.BYTES) {
                right &= in.getLong() == ~id + i;
            }
            if (!right || id < 0 || id >= sentAt.length) {
                throw new IOException("a wrong answer, with the id " + id);
            }
            return (int) id;
        }

        private void flush() throws IOException {
            out.flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            out.clear();
        }
    }
}
