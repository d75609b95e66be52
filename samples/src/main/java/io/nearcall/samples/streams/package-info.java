/** Streams: many values for one call, pulled or pushed, from either side. */
package io.nearcall.samples.streams;
