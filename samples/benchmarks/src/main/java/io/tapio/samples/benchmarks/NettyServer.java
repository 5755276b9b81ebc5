package io.tapio.samples.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.Kv;
import io.tapio.samples.kv.KvSettings;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;

/** The same codec and the same store on Netty: one handler, with nothing between it and the channel. */
final class NettyServer {
    private NettyServer() {}

    /** @param args the port and the number of event loops */
    public static void main(String[] args) throws InterruptedException {
        ServiceFactory<Command, Reply> kv = Kv.create(KvSettings.defaults(), Timer.shared());
        ServerBootstrap server = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(Integer.parseInt(args[1]), NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new NettyHandler(kv));
                    }
                });
        System.out.println(
                server.bind("127.0.0.1", Integer.parseInt(args[0])).sync().channel());
    }
}
