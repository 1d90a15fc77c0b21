/** Control messages (protobuf), page frames, versions and limits. */
@NullMarked
package org.pagurus.protocol;

import org.jspecify.annotations.NullMarked;
