/** A worker that may crash, in a process of its own. */
package io.nearcall.samples.worker;
