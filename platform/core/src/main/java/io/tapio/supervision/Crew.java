package io.tapio.supervision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workers that are up. Guarded by the pool. */
final class Crew<Q, A> {
    private final List<Worker<Q, A>> workers = new ArrayList<>();
    private final int maxInHands;
    private int turn;

    Crew(int maxInHands) {
        this.maxInHands = maxInHands;
    }

    void add(Worker<Q, A> worker) {
        workers.add(worker);
    }

    void remove(Worker<Q, A> worker) {
        workers.remove(worker);
    }

    int size() {
        return workers.size();
    }

    /** Places that are taken. */
    int inHands() {
        int taken = 0;
        for (Worker<Q, A> worker : workers) {
            taken += worker.hands.size();
        }
        return taken;
    }

    /** What all of them have, taken out of their hands. */
    List<OpenCall<Q, A>> takeAll() {
        List<OpenCall<Q, A>> all = new ArrayList<>();
        workers.forEach(worker -> all.addAll(worker.hands.removeAll()));
        return all;
    }

    /**
     * The worker with the fewest calls that has a place left; of equals, each in its turn, so that one that fails fast
     * does not draw all.
     */
    @Nullable
    Worker<Q, A> leastLoaded() {
        Worker<Q, A> best = null;
        int fewest = maxInHands;
        for (int i = 0; i < workers.size() && fewest > 0; i++) {
            turn = turn + 1 < workers.size() ? turn + 1 : 0;
            Worker<Q, A> worker = workers.get(turn);
            if (worker.hands.size() < fewest) {
                best = worker;
                fewest = worker.hands.size();
            }
        }
        return best;
    }
}
