package io.tapio.samples.benchmarks;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Bytes sent back on Netty as they come, in the buffers that they came in; a slow reader is not read. */
final class NettyBytes extends ChannelInboundHandlerAdapter {
    private NettyBytes() {}

    /** @param args the port and the number of event loops */
    public static void main(String[] args) throws InterruptedException {
        NettyServer.handling(args, NettyBytes::new);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        context.write(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        context.close();
    }
}
