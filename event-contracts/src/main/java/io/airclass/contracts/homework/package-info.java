/** What homework tells: assigned, handed in, marked. */
package io.airclass.contracts.homework;
