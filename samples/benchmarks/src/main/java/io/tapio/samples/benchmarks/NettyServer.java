package io.tapio.samples.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.function.Function;
import java.util.function.Supplier;

/** A server on Netty: one handler for each connection, with nothing between it and the channel. */
final class NettyServer {
    private NettyServer() {}

    /** @param args the port and the number of event loops */
    static void run(String[] args, Function<Peer, ? extends Exchange<?, ?>> exchanges) throws InterruptedException {
        handling(args, () -> new NettyHandler(exchanges));
    }

    /** As {@link #run}, with handlers that see bytes. */
    static void handling(String[] args, Supplier<? extends ChannelHandler> handlers) throws InterruptedException {
        ServerBootstrap server = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(Integer.parseInt(args[1]), NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(handlers.get());
                    }
                });
        System.out.println(
                server.bind("127.0.0.1", Integer.parseInt(args[0])).sync().channel());
    }
}
