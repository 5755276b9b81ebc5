package io.tapio.testkit.random;

import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Where a test's random choices come from: the system property {@code tapio.seed}, or a new one for each test.
 *
 * @param value what the generator starts from
 */
public record Seed(long value) {
    private static final String PROPERTY = "tapio.seed";

    /** The seed that this run was told to use, or one that nobody has chosen. */
    public static Seed ofThisRun() {
        Long told = Long.getLong(PROPERTY);
        return new Seed(told != null ? told : new Random().nextInt(Integer.MAX_VALUE));
    }

    /** Runs {@code test} with the seed of this run; what it throws then says how to have the same again. */
    public static void run(Consumer<RandomGenerator> test) {
        Seed seed = ofThisRun();
        try {
            test.accept(seed.random());
        } catch (RuntimeException | AssertionError thrown) {
            throw new AssertionError(
                    thrown.getMessage() + "\n(again with -D" + PROPERTY + "=" + seed.value + ")", thrown);
        }
    }

    /** A generator that gives the same numbers for the same seed. */
    public RandomGenerator random() {
        return new Random(value);
    }
}
