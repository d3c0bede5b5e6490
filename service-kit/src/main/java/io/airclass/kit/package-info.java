/**
 * What every service stands on, with no school word in it. A type enters the kit when a second service needs it.
 */
package io.airclass.kit;
