package io.tapio.samples.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what one read brought in one write. */
final class NettyHandler extends ChannelInboundHandlerAdapter {
    private final Function<Peer, ? extends Exchange<?, ?>> exchanges;
    private @Nullable Exchange<?, ?> exchange;

    NettyHandler(Function<Peer, ? extends Exchange<?, ?>> exchanges) {
        this.exchanges = exchanges;
    }

    @Override
    public void channelActive(ChannelHandlerContext netty) {
        exchange = exchanges.apply(
                new Peer(netty.channel().localAddress(), netty.channel().remoteAddress()));
    }

    @Override
    public void channelRead(ChannelHandlerContext netty, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (exchange != null) {
            exchange.read(bytes.readableBytes(), bytes::readBytes);
        }
        bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext netty) {
        if (exchange != null && exchange.hasReplies()) {
            byte[] replies = exchange.replies().toArrayUnsafe();
            netty.writeAndFlush(netty.alloc().buffer(replies.length).writeBytes(replies), netty.voidPromise());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext netty) {
        if (exchange != null) {
            exchange.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext netty, Throwable cause) {
        netty.close();
    }
}
