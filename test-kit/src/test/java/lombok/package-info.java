/** Not the library of this name: an example for a check to find. */
package lombok;
