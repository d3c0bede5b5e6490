/** What a rule answers: accepted with the next state and its events, or rejected with the reason. */
package io.airclass.kit.decide;
