package com.ainative.gateway.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** E-mail addresses as accounts are known by: one spelling for one mailbox. */
public final class Email {

    /** Characters; RFC 5321, 4.5.3.1.3. */
    private static final int LONGEST = 254;
    /** Whether somebody reads there only a letter would tell. */
    private static final Pattern SHAPE = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,253}");

    private Email() {
    }

    /** The one spelling; empty for what is no address. */
    public static Optional<String> of(String written) {
        String email = Normalizer.normalize(written.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return email.length() <= LONGEST && SHAPE.matcher(email).matches() ? Optional.of(email) : Optional.empty();
    }
}
