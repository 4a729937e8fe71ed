/**
 * What a verifier does unasked: it runs results again that nobody sampled, challenges those that
 * are wrong with a bond of its own, follows its claims to their end, and pays for another jury
 * where its own run says that a verdict is wrong and the verdict costs it more.
 *
 * <pre>
 *   Revealed, not sampled --Taste--&gt; Watch --wrong--&gt; journal --&gt; Challenges --&gt; outbox
 *                                                          |      seal, a block later challenge
 *                                                          |
 *   Appealable, found otherwise ---------AppealStakes--&gt; Appeals --&gt; outbox
 * </pre>
 *
 * All that it has out, bonds and appeals together, never passes what its operator allows.
 */
@NullMarked
package souk.verifier.watch;

import org.jspecify.annotations.NullMarked;
