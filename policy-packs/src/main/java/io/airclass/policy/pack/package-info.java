/**
 * Policy packs: YAML files of rules, read and held against each other.
 *
 * <p>Promises: a set of packs is taken whole or refused whole, with file and line of each fault. What is taken is dated and cited,
 * names no field or kind that is not known, says nothing twice, and no narrower place allows what a wider one forbids.
 */
package io.airclass.policy.pack;
