package io.tapio.samples.hello;

import io.tapio.node.Program;
import io.tapio.tcp.ServerPlan;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve hello}. */
public final class HelloProgram implements Program {
    @Override
    public String name() {
        return "hello";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "answers 'hello' with 'world', and anything else with 'idk'";
    }

    @Override
    public int defaultPort() {
        return 12345;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        return HelloServer.plan(system);
    }
}
