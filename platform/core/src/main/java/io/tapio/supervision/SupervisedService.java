package io.tapio.supervision;

import io.tapio.service.Session;

/** A service that runs under a supervisor, and ends with it. Thread-safe. */
public interface SupervisedService<Q, A> extends Session<Q, A> {
    Load load();
}
