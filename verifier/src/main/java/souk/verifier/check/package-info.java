/**
 * Running a job again and saying whether its result holds; if not, what differs first, kept as a
 * report with all it takes to see it again.
 */
@NullMarked
package souk.verifier.check;

import org.jspecify.annotations.NullMarked;
