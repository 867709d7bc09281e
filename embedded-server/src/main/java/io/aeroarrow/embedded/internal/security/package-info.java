/** User accounts, roles, permissions and session tokens, and the admin messages that use them. */
@NullMarked
package io.aeroarrow.embedded.internal.security;

import org.jspecify.annotations.NullMarked;
