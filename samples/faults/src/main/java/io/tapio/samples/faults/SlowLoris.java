package io.tapio.samples.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Peers that never send a whole request.
 *
 * @param drips whether they send a byte of it every eight seconds, or none at all
 */
record SlowLoris(String name, int full, boolean drips) implements Fault {
    private static final double EVERY_SECONDS = 8;
    private static final double CUT_SECONDS = 15;
    private static final double WATCHED_SECONDS = 26;

    @Override
    public String title(Trial trial) {
        return trial.count(full)
                + (drips ? " peers that send a byte every 8 s" : " peers that connect and send nothing");
    }

    @Override
    public void run(Trial trial) throws Exception {
        Server server = trial.serve("hello");
        Canary canary = trial.canary(server);
        double cpu = server.cpuSeconds();
        long begin = System.nanoTime();
        Peers peers = trial.keep(Peers.connect(trial.count(full), server.port()));
        double connected = Trial.seconds(begin);
        trial.tell("connected in " + Trial.number(connected) + " s");
        double last = 0;
        int ended = 0;
        int dripped = 0;
        List<SocketChannel> open = new ArrayList<>(peers.channels());
        while (!open.isEmpty() && Trial.seconds(begin) - connected < WATCHED_SECONDS) {
            if (drips && Trial.seconds(begin) - connected >= dripped * EVERY_SECONDS) {
                dripped++;
                open.removeIf(peer -> !drip(peer));
            }
            Thread.sleep(500);
            int now = peers.ended();
            last = now > ended ? Trial.seconds(begin) : last;
            ended = now;
            if (ended == peers.channels().size()) {
                break;
            }
        }
        trial.holds(
                "all are cut within " + Trial.number(CUT_SECONDS) + " s",
                ended == peers.channels().size() && last <= CUT_SECONDS + connected,
                ended + " cut" + (ended == 0 ? "" : ", the last after " + Trial.number(last) + " s") + ", "
                        + (peers.channels().size() - ended) + " open after "
                        + Trial.number(Trial.seconds(begin)) + " s");
        canary.report(trial);
        trial.atMost(
                "of a processor meanwhile, the canary's requests included",
                100 * (server.cpuSeconds() - cpu) / Trial.seconds(begin),
                50,
                " %");
    }

    private static boolean drip(SocketChannel peer) {
        try {
            peer.write(ByteBuffer.wrap(new byte[] {'x'}));
            return true;
        } catch (IOException cut) {
            return false;
        }
    }
}
