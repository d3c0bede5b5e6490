/**
 * The demo region: Qianxinan (黔西南布依族苗族自治州) with its nine county-level units, 253 schools and two full schools of people,
 * the same to the last byte on every run for one school year.
 */
package io.airclass.launcher.region;
