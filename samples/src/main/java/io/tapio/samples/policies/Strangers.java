package io.tapio.samples.policies;

import com.typesafe.config.Config;
import io.tapio.dispatch.OnFailure;
import io.tapio.endpoint.Endpoint;
import io.tapio.endpoint.EndpointSettings;
import io.tapio.failure.Failure.Where;
import io.tapio.line.Line;
import io.tapio.service.Session;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import io.tapio.tcp.TcpServerSettings;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;

/** A listener that trusts nobody, and a client that knows when it is not wanted. */
final class Strangers {
    private Strangers() {}

    /** What the section {@code strangers} says holds for this listener, over what holds for all. */
    static ServerPlan server(ActorSystem<?> system, Session<String, String> jobs) {
        Config all = system.settings().config();
        Config own = all.getConfig("strangers").withFallback(all);
        return TcpServer.create(system)
                .withSettings(TcpServerSettings.from(own))
                .plan(
                        Line.server(own)
                                .withOnFailure(failure -> failure.isSafeToRetry()
                                        ? OnFailure.ANSWER // nothing has happened: try again, here as well
                                        : OnFailure.ANSWER_AND_CLOSE),
                        jobs)
                .standingOn(jobs);
    }

    /** Connects for ever to a server that is gone, and not to one that does not greet it. */
    static Endpoint<String, String> client(ActorSystem<?> system, int port) {
        EndpointSettings settings = EndpointSettings.from(system.settings().config())
                .withGivesUpOn(failure -> failure.where() == Where.HANDSHAKE);
        return Endpoint.open(
                system,
                settings,
                List.of(TcpClient.create(system).plan(Line.handshakingClient()).at("127.0.0.1", port)));
    }
}
