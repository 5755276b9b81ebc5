package io.tapio.samples.sink;

import io.tapio.node.Program;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** {@code tapio serve sink}. */
public final class SinkProgram implements Program {
    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String protocol() {
        return "bytes";
    }

    @Override
    public String summary() {
        return "drops what comes, and tells at the end how much it was";
    }

    @Override
    public int defaultPort() {
        return 12348;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        return TcpServer.create(system).plan(connection -> counting());
    }

    private static Flow<ByteString, ByteString, NotUsed> counting() {
        return Flow.of(ByteString.class)
                .fold(0L, (sum, bytes) -> sum + bytes.size())
                .map(sum -> ByteString.fromString(sum + " bytes\n"));
    }
}
