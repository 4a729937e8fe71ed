@NullMarked
package souk.runtime.state;

import org.jspecify.annotations.NullMarked;
