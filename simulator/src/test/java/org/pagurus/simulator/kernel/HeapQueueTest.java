package org.pagurus.simulator.kernel;

class HeapQueueTest extends EventQueueContract {
    @Override
    EventQueue create() {
        return new HeapQueue();
    }
}
