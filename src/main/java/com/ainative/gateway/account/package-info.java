/**
 * People and what they come in with: accounts, passwords, logins, API keys, and the record of who did what. Depends on the
 * store; the one who checks each request, {@code auth}, does not depend on it.
 */
@NullMarked
package com.ainative.gateway.account;

import org.jspecify.annotations.NullMarked;
