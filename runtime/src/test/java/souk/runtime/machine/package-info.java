@NullMarked
package souk.runtime.machine;

import org.jspecify.annotations.NullMarked;
