package org.pagurus.simulator.kernel;

class LadderQueueTest extends EventQueueContract {
    @Override
    EventQueue create() {
        return new LadderQueue();
    }
}
