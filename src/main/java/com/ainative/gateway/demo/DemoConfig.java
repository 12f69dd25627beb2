package com.ainative.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of the demonstration: one model, answered by OpenAI's protocol first and Anthropic's second. */
public record DemoConfig(int port, URI openAi, URI anthropic) {

    /** The one model there is. */
    public static final String MODEL = "demo";
    /** The provider that is asked first. */
    public static final String OPENAI = "openai-simulated";
    /** The provider that is asked when the first cannot answer. */
    public static final String ANTHROPIC = "anthropic-simulated";
    /** A tier that a person who tries things out does not run into. */
    public static final String TIER = "pro";

    /** Writes {@code gateway.yaml} into a folder. */
    public void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("gateway.yaml"), """
                listen:
                  http: 127.0.0.1:%d
                  admin: 127.0.0.1:0
                tiers:
                  free: {requests-per-minute: 20}
                  pro:  {requests-per-minute: 600}
                providers:
                  openai-simulated:
                    dialect: openai
                    base-url: "%s/v1"
                    api-key: simulated
                    allow-private: true
                  anthropic-simulated:
                    dialect: anthropic
                    base-url: "%s"
                    api-key: simulated
                    allow-private: true
                models:
                  demo:
                    strategy: order
                    providers:
                      - {provider: openai-simulated, model: simulated-gpt}
                      - {provider: anthropic-simulated, model: simulated-claude}
                """.formatted(port, openAi, anthropic));
    }
}
