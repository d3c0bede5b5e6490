/** How things are named: time-ordered for the new, derived for what must be the same when it is made twice. */
package io.airclass.kit.ids;
