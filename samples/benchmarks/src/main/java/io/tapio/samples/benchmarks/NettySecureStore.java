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
import javax.net.ssl.SSLException;

/** {@link NettyStore} behind Netty's handler of TLS, with the JDK's engine and what Tapio's settings say. */
final class NettySecureStore {
    private NettySecureStore() {}

    /** @param args the port and the number of event loops */
    public static void main(String[] args) throws InterruptedException, SSLException {
        ServiceFactory<Command, Reply> kv = Kv.create(KvSettings.defaults(), Timer.shared());
        SslContext tls = context(TlsServerSettings.from(ConfigFactory.load()));
        NettyServer.handling(args, () -> new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(tls.newHandler(channel.alloc()))
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
