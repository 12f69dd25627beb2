package com.ainative.gateway.batch;

/**
 * One request of a batch.
 *
 * @param index from 0
 * @param request an OpenAI chat request that has been checked
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares lines
record BatchLine(int index, String customId, String model, byte[] request) {
}
