package org.pagurus.guest.service;

import org.jspecify.annotations.Nullable;

/** How a request went. The numbers travel; 0 is invalid. */
public enum KeyValueStatus {
    /** PUT: the table holds exactly this version and value now, or held it before. */
    STORED(1),
    /** PUT: nothing was changed, for the table holds a newer version, or another value of this. */
    KEPT(2),
    /** GET: here are the version and the value. */
    FOUND(3),
    /** GET: the table has no such key. */
    NOT_FOUND(4),
    /** PUT: there is no free slot for a new key. */
    TABLE_FULL(5),
    /** The request can't be read beyond its id. */
    MALFORMED(6),
    /** The key's slot fails its checksum: guest memory was damaged. */
    CORRUPT(7);

    private final int number;

    KeyValueStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static @Nullable KeyValueStatus ofNumber(int number) {
        for (KeyValueStatus status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        return null;
    }
}
