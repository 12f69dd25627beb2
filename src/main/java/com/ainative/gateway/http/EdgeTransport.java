package com.ainative.gateway.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;

/**
 * The sockets of the edge, with two things Vert.x has no switch for.
 *
 * <p>Its clients' HTTP/1.1 connections never become HTTP/2 ones: {@code Upgrade: h2c} is ignored, as RFC 9110 allows. The
 * upgrade of Vert.x reads the body of the upgrading request by rules of its own, never frees the bytes of one it refuses,
 * and knows neither of our limits. HTTP/2 with prior knowledge, and over TLS, is untouched.
 *
 * <p>From a provider little is read at a time: Vert.x sees that a stream is paused only between two turns of reading, and a
 * turn of netty's is up to a mebibyte.
 */
public final class EdgeTransport extends NioTransport {

    /** The name under which Vert.x puts its upgrade into a connection's pipeline. */
    private static final String VERTX_UPGRADE = "h2c";
    private static final int PREFACE_LENGTH = Http2CodecUtil.connectionPrefaceBuf().readableBytes();

    /** A turn of reading from a provider is at most {@code READS * READ_BYTES}. */
    private static final int READS = 2;
    private static final int READ_BYTES = 16 * 1024;

    private EdgeTransport() {
    }

    /** For {@code Vertx.builder()}; the {@link FrontDoor} relies on it. */
    public static Transport create() {
        return new TransportInternal("nio", true, null, new EdgeTransport());
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
        super.configure(config, domainSocket, bootstrap);
        bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(64, 2048, READ_BYTES).maxMessagesPerRead(READS));
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(config, domainSocket, bootstrap);
        bootstrap.handler(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext server, Object accepted) {
                ((Channel) accepted).pipeline().addLast(new FirstBytes());
                server.fireChannelRead(accepted);
            }
        });
    }

    /**
     * Hands on a connection's first bytes one by one, until Vert.x has decided for HTTP/1.1 or HTTP/2: only between that
     * decision and the end of the first head can its upgrade be disarmed.
     */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        private int seen;

        @Override
        public void channelRead(ChannelHandlerContext connection, Object read) {
            ByteBuf bytes = (ByteBuf) read;
            ChannelPipeline pipeline = connection.pipeline();
            boolean encrypted = pipeline.get(SslHandler.class) != null;
            while (!encrypted && pipeline.get(VERTX_UPGRADE) == null && seen < PREFACE_LENGTH && bytes.isReadable()) {
                seen++;
                connection.fireChannelRead(bytes.readRetainedSlice(1));
            }
            if (pipeline.get(VERTX_UPGRADE) != null) {
                pipeline.addBefore(VERTX_UPGRADE, null, new IgnoreUpgrade());
            }
            boolean decided = encrypted || seen == PREFACE_LENGTH || pipeline.get(VERTX_UPGRADE) != null;
            if (bytes.isReadable()) {
                connection.fireChannelRead(bytes);
            } else {
                bytes.release();
            }
            if (decided) {
                pipeline.remove(this);
            }
        }
    }

    /** After the first head Vert.x itself takes its upgrade out of the connection. */
    private static final class IgnoreUpgrade extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext connection, Object message) {
            if (message instanceof HttpRequest head) {
                head.headers().remove(HttpHeaderNames.UPGRADE);
                connection.pipeline().remove(this);
            }
            connection.fireChannelRead(message);
        }
    }
}
