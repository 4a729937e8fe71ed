/**
 * What a verifier that cannot get a job's module or input does about it: it demands the chunks on
 * chain, and runs the job with what the provider has to show there.
 *
 * <pre>
 *   market nodes --X--&gt; DemandedBlobs --missing--&gt; Demander --demand--&gt; chain
 *                            ^                                          |
 *                            +------ chunks of the answers' calldata ---+
 * </pre>
 */
@NullMarked
package souk.verifier.demand;

import org.jspecify.annotations.NullMarked;
