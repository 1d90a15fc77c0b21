/** Makes certificates for hosts and operators: keys in PEM, X.509 by Bouncy Castle. */
@NullMarked
package org.pagurus.transport.certificate;

import org.jspecify.annotations.NullMarked;
