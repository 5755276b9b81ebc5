package io.tapio.filter;

import java.util.List;

/**
 * A place in a {@link Stack}, by name. The names here are those of the field, and some pairs of them stand right in one
 * order alone; a role of your own stands where you put it.
 */
public record Role(String name) {
    /** Counts and times calls, as their caller sees them. */
    public static final Role STATS = new Role("stats");

    /** Begins a span for each call. */
    public static final Role TRACING = new Role("tracing");

    /** Tells of calls in the log. */
    public static final Role LOG = new Role("log");

    /** Makes a failed stage of what a service throws. */
    public static final Role CATCH = new Role("catch");

    /** Refuses calls whose deadline has passed. */
    public static final Role DEADLINE = new Role("deadline");

    /** The time of a call with all its attempts. */
    public static final Role TOTAL_TIMEOUT = new Role("total-timeout");

    /** Makes calls again that may be made again, as a policy says. */
    public static final Role RETRY = new Role("retry");

    /** Makes calls again that certainly had no effect. */
    public static final Role REQUEUE = new Role("requeue");

    /** Chooses among endpoints. */
    public static final Role BALANCER = new Role("balancer");

    /** Keeps calls from an endpoint that fails. */
    public static final Role BREAKER = new Role("breaker");

    /** The time of one attempt. */
    public static final Role ATTEMPT_TIMEOUT = new Role("attempt-timeout");

    /** So many calls in a second. */
    public static final Role RATE_LIMIT = new Role("rate-limit");

    /** So many calls at a time. */
    public static final Role CONCURRENCY_LIMIT = new Role("concurrency-limit");

    private static final List<Order> ORDERS = List.of(
            new Order(STATS, CATCH, "what a service throws is counted as a failure"),
            new Order(TRACING, CATCH, "what a service throws is traced as a failure"),
            new Order(LOG, CATCH, "what a service throws is logged as a failure"),
            new Order(TOTAL_TIMEOUT, RETRY, "the total time is that of all attempts together"),
            new Order(TOTAL_TIMEOUT, REQUEUE, "the total time is that of all attempts together"),
            new Order(RETRY, REQUEUE, "what had no effect is done again before a policy is asked"),
            new Order(RETRY, ATTEMPT_TIMEOUT, "each attempt has its own time"),
            new Order(REQUEUE, ATTEMPT_TIMEOUT, "each attempt has its own time"),
            new Order(RETRY, BALANCER, "another attempt may go to another endpoint"),
            new Order(REQUEUE, BALANCER, "another attempt may go to another endpoint"),
            new Order(RETRY, BREAKER, "a breaker judges each attempt"),
            new Order(REQUEUE, BREAKER, "a breaker judges each attempt"),
            new Order(BALANCER, BREAKER, "a breaker judges one endpoint"),
            new Order(BREAKER, ATTEMPT_TIMEOUT, "a breaker has to see attempts that took too long"));

    /** Two roles, of which one stands outside the other wherever both stand. */
    private record Order(Role outer, Role inner, String why) {
        void check(List<Role> outermostFirst) {
            int out = outermostFirst.indexOf(outer);
            int in = outermostFirst.indexOf(inner);
            if (out >= 0 && in >= 0 && out > in) {
                throw new IllegalArgumentException("the stack " + outermostFirst + " has " + outer + " inside of "
                        + inner + "; it belongs outside: " + why);
            }
        }
    }

    /** @throws IllegalArgumentException if a role stands where it does not belong, or twice */
    static void check(List<Role> outermostFirst) {
        for (Role role : outermostFirst) {
            if (outermostFirst.indexOf(role) != outermostFirst.lastIndexOf(role)) {
                throw new IllegalArgumentException("the stack " + outermostFirst + " has " + role + " twice");
            }
        }
        ORDERS.forEach(order -> order.check(outermostFirst));
    }

    @Override
    public String toString() {
        return name;
    }
}
