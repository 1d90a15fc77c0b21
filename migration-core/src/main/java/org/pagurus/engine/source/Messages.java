package org.pagurus.engine.source;

import com.google.protobuf.ByteString;
import org.pagurus.protocol.ControlMessages;
import org.pagurus.protocol.wire.Cancel;
import org.pagurus.protocol.wire.Done;
import org.pagurus.protocol.wire.Query;
import org.pagurus.protocol.wire.Release;
import org.pagurus.protocol.wire.SavedDevices;

/** The source's messages that need no state. */
final class Messages {
    static final Release RELEASE = Release.getDefaultInstance();
    static final Done DONE = Done.getDefaultInstance();
    static final Query QUERY = Query.getDefaultInstance();

    private Messages() {}

    static SavedDevices savedDevices(byte[] state) {
        return SavedDevices.newBuilder().setState(ByteString.copyFrom(state)).build();
    }

    static Cancel cancel(String reason) {
        return Cancel.newBuilder().setReason(ControlMessages.reason(reason)).build();
    }
}
