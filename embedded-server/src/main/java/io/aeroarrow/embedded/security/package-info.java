/** Users, roles, logins and sessions, as a server with security enabled has them. */
@NullMarked
package io.aeroarrow.embedded.security;

import org.jspecify.annotations.NullMarked;
