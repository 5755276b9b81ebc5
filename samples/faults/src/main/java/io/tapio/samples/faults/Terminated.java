package io.tapio.samples.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SIGTERM while peers ask: what was read is answered.
 *
 * @param proxy whether the server is a proxy, so that what is behind it knows exactly what was read; if not, peers send
 *     requests in packets of several, which are read together, and are to be answered together or not at all
 */
record Terminated(String name, boolean proxy) implements Fault {
    private static final int FULL = 50;
    private static final long LOAD_MILLIS = 3_000;
    private static final double DRAINED_SECONDS = 12;

    @Override
    public String title(Trial trial) {
        return "SIGTERM, to " + (proxy ? "a proxy" : "kv") + " under the load of " + trial.count(FULL) + " peers";
    }

    @Override
    public void run(Trial trial) throws Exception {
        Set<String> read = ConcurrentHashMap.newKeySet();
        String[] options = {};
        if (proxy) {
            Upstream upstream = trial.keep(Upstream.start(
                    line -> {
                        read.add(line);
                        return line;
                    },
                    true));
            options = upstream.options().toArray(String[]::new);
        }
        Server server = trial.serve(proxy ? "proxy" : "kv", options);
        List<Asker> askers = new ArrayList<>();
        for (int i = 0; i < trial.count(FULL); i++) {
            askers.add(trial.keep(Asker.start(i, server.port(), proxy ? "%s" : "ECHO %s")));
        }
        Thread.sleep(LOAD_MILLIS);
        long signalled = System.nanoTime();
        server.terminate();
        trial.atMost(
                "the process ends after",
                Trial.secondsUntil(() -> !server.isAlive(), DRAINED_SECONDS),
                DRAINED_SECONDS,
                " s");
        for (Asker asker : askers) {
            asker.await();
        }
        Set<String> answered = ConcurrentHashMap.newKeySet();
        askers.forEach(asker -> answered.addAll(asker.answered()));
        trial.tell(answered.size() + " requests were answered");
        if (proxy) {
            trial.none(
                    "request that came through goes unanswered",
                    read.stream().filter(id -> !answered.contains(id)).count());
        } else {
            trial.none(
                    "packet of requests is answered in part",
                    askers.stream().filter(Asker::isCutInPart).count());
            trial.none(
                    "request that was sent before the signal goes unanswered",
                    askers.stream()
                            .mapToLong(asker -> asker.unansweredOf(signalled))
                            .sum());
        }
        trial.holds(
                "sent after the signal and not read; resets that peers saw",
                true,
                askers.stream().mapToLong(Asker::unanswered).sum() + "; "
                        + askers.stream().filter(Asker::wasReset).count());
    }
}
