package com.ainative.gateway.limit;

import java.time.Duration;
import org.apache.camel.Message;

/** Tells callers where they stand: OpenAI's {@code x-ratelimit-*} and the IETF draft's pair beside them. */
final class LimitHeaders {

    private LimitHeaders() {
    }

    static void write(Admission admission, Message message) {
        message.setHeader("x-ratelimit-limit-requests", admission.limit());
        message.setHeader("x-ratelimit-remaining-requests", admission.remaining());
        message.setHeader("x-ratelimit-reset-requests", text(admission.reset()));
        message.setHeader("ratelimit-policy", "\"requests\";q=" + admission.limit() + ";w=60");
        message.setHeader("ratelimit",
                "\"requests\";r=" + admission.remaining() + ";t=" + seconds(admission.reset()));
    }

    /** OpenAI writes {@code 120ms}, {@code 1.5s} and {@code 6m0s}. Rounded up: never too early. */
    static String text(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        long rest = millis % 60_000;
        String seconds = rest % 1_000 == 0
                ? rest / 1_000 + "s"
                : rest / 1_000 + "." + "%03d".formatted(rest % 1_000) + "s";
        return millis < 60_000 ? seconds : millis / 60_000 + "m" + seconds;
    }

    /** Whole seconds, rounded up: never too early. */
    static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
