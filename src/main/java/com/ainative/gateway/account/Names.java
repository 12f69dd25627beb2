package com.ainative.gateway.account;

import com.ainative.gateway.job.JobIds;

/** Names of what is kept, in the order of making. */
final class Names {

    static final JobIds ACCOUNTS = new JobIds("usr-");
    static final JobIds ORGANISATIONS = new JobIds("org-");
    static final JobIds SESSIONS = new JobIds("ses-");
    static final JobIds KEYS = new JobIds("key-");
    static final JobIds AUDIT = new JobIds("aud-");

    private Names() {
    }
}
