/** Encryption of outputs to the consumer that posted the job. */
@NullMarked
package souk.protocol.seal;

import org.jspecify.annotations.NullMarked;
