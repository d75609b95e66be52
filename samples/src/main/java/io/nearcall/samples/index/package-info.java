/** A word index in one process, asked by others: records, lists, maps, futures and one-way calls. */
package io.nearcall.samples.index;
