/** What the API's value classes and exceptions share. Depends on no other package of this library. */
@NullMarked
package io.aeroarrow.internal.api;

import org.jspecify.annotations.NullMarked;
