@NullMarked
package souk.runtime.guest;

import org.jspecify.annotations.NullMarked;
