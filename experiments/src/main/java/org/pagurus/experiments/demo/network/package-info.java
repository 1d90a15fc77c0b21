/** What joins the demo's hosts, its guest and its client: a virtual switch, or real networks. */
@NullMarked
package org.pagurus.experiments.demo.network;

import org.jspecify.annotations.NullMarked;
