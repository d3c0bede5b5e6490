/** What the tests of all modules share: broker and database once a run, tokens, the role matrix, structure rules, the guard at the database. */
package io.airclass.testkit;
