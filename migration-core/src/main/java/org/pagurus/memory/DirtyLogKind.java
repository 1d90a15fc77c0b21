package org.pagurus.memory;

/** Who keeps the dirty log. */
public enum DirtyLogKind {
    /** The writers mark the pages they write. */
    SOFTWARE,
    /** The kernel does: userfaultfd write-protection, read with PAGEMAP_SCAN. */
    KERNEL
}
