/** Tests of loading, judged by the official client. */
package io.aeroarrow.embedded.load;
