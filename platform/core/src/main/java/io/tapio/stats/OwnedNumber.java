package io.tapio.stats;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A number that others keep: those of all owners that are left, together. */
final class OwnedNumber implements Reading.Number {
    /** An owner, as long as it is reachable for others. */
    final class Owner<T> extends WeakReference<T> {
        private final ToLongFunction<? super T> value;

        private Owner(T owner, ToLongFunction<? super T> value, ReferenceQueue<Object> gone) {
            super(owner, gone);
            this.value = value;
        }

        private long value() {
            @Nullable T owner = get();
            return owner == null ? 0 : value.applyAsLong(owner);
        }

        OwnedNumber number() {
            return OwnedNumber.this;
        }
    }

    private final Metric metric;
    private final Map<String, String> tags;
    private final List<Owner<?>> owners = new CopyOnWriteArrayList<>();

    OwnedNumber(Metric metric, Map<String, String> tags) {
        this.metric = metric;
        this.tags = tags;
    }

    /** @param gone where the owner is put when it is no longer there */
    <T> void add(T owner, ToLongFunction<? super T> value, ReferenceQueue<Object> gone) {
        owners.add(new Owner<>(owner, value, gone));
    }

    /** @return true if that was the last */
    boolean remove(Owner<?> owner) {
        owners.remove(owner);
        return owners.isEmpty();
    }

    @Override
    public Metric metric() {
        return metric;
    }

    @Override
    public Map<String, String> tags() {
        return tags;
    }

    @Override
    public long value() {
        return owners.stream().mapToLong(Owner::value).sum();
    }
}
