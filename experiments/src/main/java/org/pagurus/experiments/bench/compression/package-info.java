/**
 * What each way to encode pages gives for an image: bytes, CPU time, delivery time at a link rate.
 */
@NullMarked
package org.pagurus.experiments.bench.compression;

import org.jspecify.annotations.NullMarked;
