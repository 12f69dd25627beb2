package com.ainative.gateway.provider;

import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.http.Pieces;
import com.ainative.gateway.provider.CallFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to a provider. Everything in here happens on the request's event loop, handlers are attached before the
 * bytes they are for can pass, and the thread that asked waits for one finished result.
 */
final class ProviderCall implements ProviderStream.Upstream {

    private final ProviderHttp http;
    private final Context context;
    private final ProviderConfig provider;
    private final @Nullable StreamTranslator translator;
    private final Consumer<Failure> brokeLater;
    private final CompletableFuture<ProviderReply> result = new CompletableFuture<>();
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private @Nullable Deadlines deadlines;
    private @Nullable ProviderStream stream;
    private final Pieces gathered = new Pieces();
    private boolean blameless;
    private boolean over;

    /**
     * @param translator reads the stream that was asked for; null when a whole answer was
     * @param brokeLater told when a stream breaks after its first content has been handed on
     */
    ProviderCall(ProviderHttp http, Context context, ProviderConfig provider, @Nullable StreamTranslator translator,
            Consumer<Failure> brokeLater) {
        this.http = http;
        this.context = context;
        this.provider = provider;
        this.translator = translator;
        this.brokeLater = brokeLater;
    }

    /** Sends the request; the future fails with a {@link CallFailure} alone. */
    CompletableFuture<ProviderReply> send(RequestOptions options, byte[] body) {
        context.runOnContext(turn -> {
            if (over) {
                return;
            }
            deadlines = new Deadlines(http.vertx(), provider.timeouts(), this::expired);
            http.client().request(options).onComplete(opened -> {
                if (opened.failed()) {
                    fail(Kind.UNREACHABLE, "no connection: " + describe(opened.cause()));
                } else if (over) {
                    opened.result().exceptionHandler(reset -> {
                    });
                    opened.result().reset();
                } else {
                    begin(opened.result(), body);
                }
            });
        });
        return result;
    }

    /** Nobody waits for this answer any more; may be called from any thread. */
    void cancel() {
        if (translator == null && result.isDone()) {
            return;
        }
        context.runOnContext(turn -> fail(Kind.CANCELLED, "the caller left"));
    }

    private void begin(HttpClientRequest opened, byte[] body) {
        request = opened;
        opened.exceptionHandler(broken -> fail(Kind.BROKEN, "the connection broke: " + describe(broken)));
        opened.response().onComplete(head -> {
            if (head.failed()) {
                fail(Kind.BROKEN, "the connection broke: " + describe(head.cause()));
            } else if (!over) {
                read(head.result());
            }
        });
        opened.send(Buffer.buffer(body));
    }

    private void read(HttpClientResponse head) {
        response = head;
        head.exceptionHandler(broken -> fail(Kind.BROKEN, "the connection broke: " + describe(broken)));
        String type = head.getHeader("content-type");
        boolean good = head.statusCode() / 100 == 2;
        if (good && translator != null && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            ProviderStream opened = new ProviderStream(translator, provider.maxAnswer().bytes(), this);
            stream = opened;
            head.handler(piece -> {
                touched();
                opened.bytes(piece.getBytes());
            });
            head.endHandler(end -> {
                stop();
                opened.ended();
            });
        } else {
            head.handler(this::gather);
            head.endHandler(end -> finish(head));
        }
    }

    private void gather(Buffer piece) {
        touched();
        if (over) {
            return;
        }
        if (gathered.length() + piece.length() > provider.maxAnswer().bytes()) {
            fail(Kind.BROKEN, "its answer is larger than " + provider.maxAnswer().bytes() + " bytes");
        } else {
            gathered.add(piece);
        }
    }

    private void finish(HttpClientResponse head) {
        stop();
        result.complete(new ProviderReply.Whole(head.statusCode(), head.headers(), gathered.take()));
    }

    private void fail(Kind kind, String why) {
        if (over) {
            return;
        }
        stop();
        if (request != null) {
            request.reset();
        }
        if (stream != null && kind != Kind.CANCELLED) {
            stream.broke((kind == Kind.TIMEOUT ? ErrorCode.UPSTREAM_TIMEOUT : ErrorCode.UPSTREAM_FAILED)
                    .because("Provider " + provider.name() + " broke off its answer: " + why + "."));
        }
        result.completeExceptionally(new CallFailure(kind, why));
    }

    private void expired(String why, boolean providersFault) {
        blameless = !providersFault;
        fail(Kind.TIMEOUT, why);
    }

    private void touched() {
        if (deadlines != null) {
            deadlines.touched();
        }
    }

    private void stop() {
        over = true;
        if (deadlines != null) {
            deadlines.stop();
        }
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void pause() {
        if (response != null && !over && deadlines != null) {
            response.pause();
            deadlines.suspend(true);
        }
    }

    @Override
    public void resume() {
        if (response != null && !over && deadlines != null) {
            deadlines.suspend(false);
            response.resume();
        }
    }

    @Override
    public void ready() {
        if (stream != null) {
            result.complete(new ProviderReply.Streaming(stream));
        }
    }

    @Override
    public void failed(Failure failure, boolean wasReady) {
        if (wasReady) {
            if (!blameless && isSickness(failure)) {
                brokeLater.accept(failure);
            }
        } else {
            result.complete(new ProviderReply.Failed(failure));
        }
        fail(Kind.BROKEN, failure.message());
    }

    /** As before the first content: a limit, a refused key or our own fault is no sign of a sick provider. */
    private static boolean isSickness(Failure failure) {
        return failure.status() > ErrorCode.INTERNAL.status()
                && !Objects.equals(failure.code(), ErrorCode.UPSTREAM_AUTH.because("").code());
    }

    @Override
    public void close() {
        fail(Kind.CANCELLED, "the caller left");
    }
}
