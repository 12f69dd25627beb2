package com.ainative.gateway;

import com.ainative.gateway.account.AccountServices;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.issuer.OutsideKeys;
import java.util.function.Supplier;

/**
 * What decides who may come in and outlives a generation.
 *
 * @param keys that sign this gateway's own tokens
 * @param outside keys of other issuers
 * @param revocations what counts no more
 * @param accounts as they are kept, once the gateway has begun
 */
record Access(SigningKeys keys, OutsideKeys outside, Revocations revocations, Supplier<AccountServices> accounts) {

    /** Where nobody has an account, and no other issuer is asked for its keys. */
    static Access of(SigningKeys keys) {
        return new Access(keys, OutsideKeys.none(), new Revocations(), () -> {
            throw new IllegalStateException("no accounts are kept here");
        });
    }
}
