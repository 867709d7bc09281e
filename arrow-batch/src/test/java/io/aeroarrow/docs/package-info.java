/** The documentation's programs, and the tests that hold it to them. */
package io.aeroarrow.docs;
