package org.pagurus.memory.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * Links functions of the C library, for those who wrap them. Each handle takes a {@linkplain
 * #callState call state} before the function's own arguments: {@code errno} is saved there.
 */
public final class CFunctions {
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET_BYTES =
            CALL_STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    /** More than the longest text of glibc and musl, which end with a zero byte. */
    private static final long MAX_REASON_BYTES = 256;

    private CFunctions() {}

    /** Memory that {@code errno} is saved into; for one thread at a time. */
    public static MemorySegment callState(Arena arena) {
        return arena.allocate(CALL_STATE);
    }

    /** What {@code errno} was after the call that saved it here. */
    public static int errno(MemorySegment callState) {
        return callState.get(JAVA_INT, ERRNO_OFFSET_BYTES);
    }

    /** The exception for a call that has failed just now. */
    public static LinuxCallException failure(String call, MemorySegment callState) {
        int errno = errno(callState);
        return new LinuxCallException(call, errno, reason(errno));
    }

    /** A handle throws nothing by itself, other than for wrong use of memory segments. */
    public static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }

    /** A function with a fixed number of arguments. */
    public static MethodHandle link(String name, FunctionDescriptor function) {
        return handle(name, function, Linker.Option.captureCallState("errno"));
    }

    /**
     * A function declared with {@code ...}.
     *
     * @param firstVariadic the index of the first argument behind those declared
     */
    public static MethodHandle linkVariadic(
            String name, FunctionDescriptor function, int firstVariadic) {
        return handle(
                name,
                function,
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    // Restricted: the text ends with a zero byte well within the bound.
    @SuppressWarnings("restricted")
    private static String reason(int errno) {
        try {
            MemorySegment text = (MemorySegment) Strerror.HANDLE.invokeExact(errno);
            return text.reinterpret(MAX_REASON_BYTES).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    // Restricted: the descriptors are those of the C library's headers.
    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor function, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), function, options);
    }

    /** Linked when the first call fails. */
    private static final class Strerror {
        static final MethodHandle HANDLE =
                handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

        private Strerror() {}
    }
}
