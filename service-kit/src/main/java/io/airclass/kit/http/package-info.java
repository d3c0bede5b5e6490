/** The habits of our HTTP: versions as ETags, pages by cursor, POSTs that may be repeated, files in ranges. */
package io.airclass.kit.http;
