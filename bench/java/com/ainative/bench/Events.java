package com.ainative.bench;

/** The server-sent events of one streamed answer. */
interface Events {

    String begin();

    String piece(String text);

    String end();

    /** Chunks as OpenAI sends them. */
    record OpenAi() implements Events {

        private static String chunk(String delta, String finish) {
            return "data: {\"id\":\"chatcmpl-bench1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                    + "\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":" + delta
                    + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}\n\n";
        }

        @Override
        public String begin() {
            return chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
        }

        @Override
        public String piece(String text) {
            return chunk("{\"content\":\"" + text + "\"}", "null");
        }

        @Override
        public String end() {
            return chunk("{}", "\"stop\"")
                    + "data: {\"id\":\"chatcmpl-bench1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                    + "\"model\":\"bench\",\"choices\":[],\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":250,"
                    + "\"total_tokens\":450}}\n\ndata: [DONE]\n\n";
        }
    }

    /** Events of Anthropic's Messages API. */
    record Anthropic() implements Events {

        private static String event(String type, String fields) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + fields + "}\n\n";
        }

        @Override
        public String begin() {
            return event("message_start",
                    ",\"message\":{\"id\":\"msg_bench1\",\"type\":\"message\",\"role\":\"assistant\","
                    + "\"model\":\"bench\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":200,\"output_tokens\":1}}")
                    + event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        }

        @Override
        public String piece(String text) {
            return event("content_block_delta",
                    ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
        }

        @Override
        public String end() {
            return event("content_block_stop", ",\"index\":0")
                    + event("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                            + "\"usage\":{\"output_tokens\":250}")
                    + event("message_stop", "");
        }
    }
}
