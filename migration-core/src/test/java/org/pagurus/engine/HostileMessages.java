package org.pagurus.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;
import org.pagurus.protocol.MigrationToken;
import org.pagurus.protocol.wire.ControlMessage;

/** Well-formed control messages that no honest peer would send: any body, any values. */
public final class HostileMessages {
    private final Random random;
    private final MigrationToken token;

    public HostileMessages(Random random, MigrationToken token) {
        this.random = random;
        this.token = token;
    }

    public ControlMessage next() {
        ControlMessage.Builder message = ControlMessage.newBuilder();
        List<FieldDescriptor> bodies =
                ControlMessage.getDescriptor().getOneofs().getFirst().getFields();
        FieldDescriptor body = bodies.get(random.nextInt(bodies.size()));
        Message.Builder fields = message.newBuilderForField(body);
        for (FieldDescriptor field : body.getMessageType().getFields()) {
            if (field.isRepeated()) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.addRepeatedField(field, value(field));
                }
            } else if (random.nextInt(4) > 0) {
                fields.setField(field, value(field));
            }
        }
        boolean foreign = random.nextInt(50) == 0;
        return message.setField(body, fields.build())
                .setToken((foreign ? new MigrationToken(6, 6) : token).toBytes())
                .build();
    }

    private Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> (int) number();
            case LONG -> number();
            case STRING -> "x\u0007\u2028".repeat(random.nextInt(800));
            case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(40)]);
            case ENUM -> {
                EnumDescriptor type = field.getEnumType();
                yield random.nextInt(4) == 0
                        ? type.findValueByNumberCreatingIfUnknown(77)
                        : type.getValues().get(random.nextInt(type.getValues().size()));
            }
            case MESSAGE -> {
                DynamicMessage.Builder part = DynamicMessage.newBuilder(field.getMessageType());
                field.getMessageType().getFields().forEach(f -> part.setField(f, value(f)));
                yield part.build();
            }
            default -> throw new AssertionError(field);
        };
    }

    private long number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4);
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
            default -> random.nextInt(1 << 20);
        };
    }
}
