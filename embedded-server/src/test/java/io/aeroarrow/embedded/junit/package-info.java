/** Tests of the JUnit extension. */
package io.aeroarrow.embedded.junit;
