package io.tapio.testkit.filter;

import io.tapio.context.Context;
import io.tapio.filter.AnyFilter;
import io.tapio.service.Service;
import io.tapio.testkit.time.VirtualTimer;

/** Somewhere between a caller and a service, where a filter stands. */
public interface Place {
    /** What callers call: {@code service}, with the filter on the way to it. */
    Service<String, String> put(AnyFilter filter, Service<String, String> service);

    /** The context of a call that begins here. */
    Context context();

    /** Lets everything happen that does not wait for time to pass. */
    void settle();

    /** Right around the service. */
    static Place direct(VirtualTimer timer) {
        return new Place() {
            @Override
            public Service<String, String> put(AnyFilter filter, Service<String, String> service) {
                return filter.<String, String>make().apply(service);
            }

            @Override
            public Context context() {
                return Context.root(timer);
            }

            @Override
            public void settle() {}
        };
    }
}
