package io.tapio.samples.benchmarks;

import com.typesafe.config.ConfigFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.Kv;
import io.tapio.samples.kv.KvSettings;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;
import io.tapio.tls.TlsIdentity;
import io.tapio.tls.TlsServerSettings;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/**
 * {@link NettyStore} behind Netty's handler of TLS, with the JDK's engine and what Tapio's settings say. It computes
 * handshakes on its loop, as is its default, or on so many other threads as {@link #THREADS} says.
 */
final class NettySecureStore {
    /** The system property of the threads. */
    static final String THREADS = "benchmarks.netty.handshake-threads";

    private NettySecureStore() {}

    /** @param args the port and the number of event loops */
    public static void main(String[] args) throws InterruptedException, SSLException {
        ServiceFactory<Command, Reply> kv = Kv.create(KvSettings.defaults(), Timer.shared());
        SslContext tls = context(TlsServerSettings.from(ConfigFactory.load()));
        Executor tasks = Integer.getInteger(THREADS, 0) == 0
                ? Runnable::run
                : Executors.newFixedThreadPool(Integer.getInteger(THREADS));
        NettyServer.handling(args, () -> new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(tls.newHandler(channel.alloc(), tasks))
                        .addLast(new NettyHandler(peer -> Exchange.redis(kv, peer)));
            }
        });
    }

    private static SslContext context(TlsServerSettings settings) throws SSLException {
        TlsIdentity identity = settings.identity().orElseThrow();
        return SslContextBuilder.forServer(
                        identity.certificateFile().toFile(), identity.keyFile().toFile())
                .sslProvider(SslProvider.JDK)
                .protocols(settings.common().protocols())
                .ciphers(settings.common().ciphers())
                .sessionCacheSize(settings.common().sessionCacheSize())
                .sessionTimeout(settings.common().sessionTimeout().toSeconds())
                .build();
    }
}
