/** Examples that the checks must find; nothing else uses them. */
package io.airclass.testkit.planted;
