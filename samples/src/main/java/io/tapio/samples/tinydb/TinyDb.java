package io.tapio.samples.tinydb;

import io.tapio.filter.Filter;
import io.tapio.service.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The map that all connections share; one request at a time looks at it. */
final class TinyDb {
    private final TinyDbSettings settings;
    private final Map<String, String> values = new HashMap<>();

    TinyDb(TinyDbSettings settings) {
        this.settings = settings;
    }

    /** Answers lines: what is no request, like a request that cannot be met, is a failed call. */
    Service<String, String> lines() {
        Filter<String, String, Request, Response> typed = next ->
                (context, line) -> next.call(context, Request.parse(line)).thenApply(Response::line);
        return typed.apply(Service.of(this::answer));
    }

    private synchronized Response answer(Request request) {
        return request instanceof Request.Set set ? set(set) : get((Request.Get) request);
    }

    private Response get(Request.Get get) {
        String value = values.get(get.key());
        if (value == null) {
            throw new IllegalArgumentException("no key " + get.key());
        }
        return new Response.Value(get.key(), value);
    }

    private Response set(Request.Set set) {
        int length = set.key().length() + set.value().length();
        if (length > settings.maxEntryChars()) {
            throw new IllegalArgumentException("a key and its value of " + length + " characters are longer than "
                    + settings.maxEntryChars() + " (tapio.samples.tinydb.max-entry-chars)");
        }
        if (values.size() >= settings.maxKeys() && !values.containsKey(set.key())) {
            throw new IllegalStateException("there are " + values.size() + " keys, and " + settings.maxKeys()
                    + " are the most (tapio.samples.tinydb.max-keys)");
        }
        return new Response.Set(set.key(), set.value(), Optional.ofNullable(values.put(set.key(), set.value())));
    }
}
