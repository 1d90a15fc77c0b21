/** The key-value service that a guest offers from its own memory, and what it speaks. */
@NullMarked
package org.pagurus.guest.service;

import org.jspecify.annotations.NullMarked;
