/**
 * Policy: dated, cited limits by place, grade and regime, and the one evaluator that all services ask.
 *
 * <p>Promises: of all rules that apply the strictest decides, and a refusal cites it. A question names the day it is about; asked
 * again years later about the same day it has the same answer as long as the rules of that day still stand in the packs. Rules are
 * data ({@link io.airclass.policy.pack}); what can be limited is a closed catalogue ({@link io.airclass.policy.Kind}). Nothing here
 * reads a clock, a file or the network.
 */
package io.airclass.policy;
