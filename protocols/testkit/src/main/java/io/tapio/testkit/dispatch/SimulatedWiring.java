package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.stats.Metric;
import io.tapio.stats.Reading;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.network.RawPeer;
import io.tapio.testkit.network.Side;
import io.tapio.testkit.network.SimulatedConnection;
import io.tapio.testkit.network.SimulatedNetwork;
import io.tapio.testkit.random.Seed;

/** Connections of a simulated network. */
final class SimulatedWiring implements Wiring {
    private final SimulatedNetwork network;
    private final NetworkSettings settings;

    SimulatedWiring(Seed seed, NetworkSettings settings) {
        this.settings = settings;
        network = SimulatedNetwork.of(seed, settings);
    }

    @Override
    public <Q, A> Served serve(ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        SimulatedConnection connection = network.connection();
        connection.serve(protocol, service);
        return new Served(
                connection.peer(Side.CLIENT),
                connection.info(Side.SERVER).closed(),
                () -> connection.drain(Side.SERVER));
    }

    @Override
    public <Q, A> Opened<Q, A> open(ClientProtocol<Q, A> protocol) {
        SimulatedConnection connection = network.connection();
        RawPeer server = connection.peer(Side.SERVER);
        return new Opened<>(server, network.await(connection.open(protocol)));
    }

    @Override
    public <Q, A> Joined<Q, A> join(ClientProtocol<Q, A> client, ServerProtocol<Q, A> server, Service<Q, A> service) {
        SimulatedConnection connection = network.connection();
        connection.serve(server, service);
        return new Joined<>(
                network.await(connection.open(client)), () -> connection.drain(Side.SERVER), connection::reset);
    }

    @Override
    public void settle() {
        network.settle();
    }

    @Override
    public int windowFromPeer() {
        return window();
    }

    @Override
    public int windowToPeer() {
        return window();
    }

    private int window() {
        return Math.max(settings.toServer().windowBytes(), settings.toClient().windowBytes());
    }

    @Override
    public String story() {
        return network.trace().toString();
    }

    @Override
    public void close() {
        network.close();
        assertThat(network.stats().readings())
                .filteredOn(each -> each.metric().kind() == Metric.Kind.GAUGE)
                .allSatisfy(each -> assertThat(((Reading.Number) each).value())
                        .as("%s, when all is over", each.metric().name())
                        .isZero());
    }
}
