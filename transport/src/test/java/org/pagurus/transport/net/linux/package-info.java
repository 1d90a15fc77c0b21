/** Real networks for tests, in namespaces of their own. */
package org.pagurus.transport.net.linux;
