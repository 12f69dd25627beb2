package com.ainative.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** What must be done to a client's connection below the level of Vert.x's own API. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a connection to be gone
final class ClientSocket {

    private static final AttributeKey<Boolean> SERVED_NO_MORE = AttributeKey.valueOf(ClientSocket.class,
            "served-no-more");

    /** Vert.x's names: of the handler that keeps {@code HttpServerOptions}' idle timeouts, and of two others. */
    private static final String IDLE_HANDLER = "idle";
    private static final String HTTP1_DECODER = "httpDecoder";
    private static final String LAST_HANDLER = "handler";

    private ClientSocket() {
    }

    private static ChannelHandlerContext of(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext();
    }

    /**
     * To be called when a connection is new: from here on {@link ConnectionWatch} alone decides how long it may be idle,
     * and an HTTP version that Vert.x would answer by a bare 501, serving what follows it, is a malformed head.
     */
    static void prepare(HttpConnection connection) {
        ChannelPipeline pipeline = of(connection).pipeline();
        if (pipeline.get(IDLE_HANDLER) != null) {
            pipeline.remove(IDLE_HANDLER);
        }
        if (pipeline.get(HTTP1_DECODER) != null) {
            pipeline.addBefore(LAST_HANDLER, null, new KnownVersions());
        }
    }

    private static final class KnownVersions extends ChannelInboundHandlerAdapter {

        @Override
        @SuppressWarnings("ReferenceEquality") // as Vert.x compares them: "http/1.1" is equal but not the same
        public void channelRead(ChannelHandlerContext connection, Object message) {
            if (message instanceof HttpRequest head && head.protocolVersion() != HttpVersion.HTTP_1_1
                    && head.protocolVersion() != HttpVersion.HTTP_1_0) {
                head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("unknown HTTP version")));
            }
            connection.fireChannelRead(message);
        }
    }

    /** Closes at once. Vert.x's own close waits for what was written, for ever when the client does not read. */
    static void cut(HttpConnection connection) {
        ChannelHandlerContext socket = of(connection);
        socket.executor().execute(socket::close);
    }

    /** No further request of this connection will be served, though one may have been read already. */
    static void serveNoMore(HttpConnection connection) {
        of(connection).channel().attr(SERVED_NO_MORE).set(true);
    }

    static boolean isServed(HttpConnection connection) {
        return of(connection).channel().attr(SERVED_NO_MORE).get() == null;
    }

    /** Sends no more, so that the client sees the end, but still takes what it sends: a reset could overtake the answer. */
    static void hangUp(HttpConnection connection) {
        Channel channel = of(connection).channel();
        if (channel instanceof DuplexChannel duplex && channel.pipeline().get(SslHandler.class) == null) {
            duplex.shutdownOutput();
        }
    }
}
