/** Tests of what gives tests their server. */
package io.aeroarrow.embedded.junit;
