package com.ainative.gateway.reload;

import org.apache.camel.language.simple.SimpleLanguage;

/**
 * Camel's simple language for one context. Camel's own hands its context to a static field when it starts, which would
 * hold the last generation that started for as long as nobody starts another.
 */
public final class OwnSimple extends SimpleLanguage {

    @Override
    public void start() {
        // nothing but that field is set by Camel's own
    }
}
