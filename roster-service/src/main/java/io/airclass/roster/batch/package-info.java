/**
 * One-time passwords for a whole school or class (批量发放初始密码).
 *
 * <p>Promises: a batch is made in the background and may stop and go on anywhere, as every password follows from the batch's sealed seed; the list
 * can be fetched exactly once by who asked for it, then the seed is gone; one that nobody fetches expires. Somebody who has chosen a password keeps
 * it, unless the batch is asked to replace it; somebody who may do more than the administration's charge is left out.
 */
package io.airclass.roster.batch;
