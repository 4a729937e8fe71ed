/**
 * Running a job again and saying whether its result holds; if not, what differs first, kept as a
 * report with all it takes to see it again. Verifiers, the command line and {@link
 * souk.client.Souk#verify} do this.
 */
@NullMarked
package souk.client.check;

import org.jspecify.annotations.NullMarked;
