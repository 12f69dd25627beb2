package com.ainative.gateway.batch;

/**
 * A file as a caller sends it; the exchange variable {@link #VARIABLE}.
 *
 * @param name as told, without line breaks and the like; never a path
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares uploads
record Upload(String name, byte[] bytes) {

    static final String VARIABLE = "upload";
}
