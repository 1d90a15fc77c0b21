package org.pagurus.transport.security;

import java.nio.file.Path;

/**
 * Where a peer's own credentials are, each in PEM.
 *
 * @param certificate its certificate, then those between it and the authority's, if there are any
 * @param key the certificate's private key, without a password
 * @param authority the certificates of the authorities whose word is taken for a peer's name
 */
public record TlsFiles(Path certificate, Path key, Path authority) {}
