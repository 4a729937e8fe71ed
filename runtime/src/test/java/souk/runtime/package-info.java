@NullMarked
package souk.runtime;

import org.jspecify.annotations.NullMarked;
