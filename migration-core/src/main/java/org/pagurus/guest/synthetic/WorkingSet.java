package org.pagurus.guest.synthetic;

/**
 * The pages that one vCPU writes: every {@code stride}-th from {@code firstPage} on. Several vCPUs
 * share a region like this, so that every page has one writer and each vCPU sees the whole region's
 * classes.
 */
record WorkingSet(long firstPage, long stride, long pageCount) {
    /**
     * The share of one of {@code vcpus} vCPUs, from 0, in a region of {@code regionPages} pages.
     */
    static WorkingSet share(long regionFirstPage, long regionPages, int vcpus, int vcpu) {
        long pages = (regionPages - vcpu + vcpus - 1) / vcpus;
        return new WorkingSet(regionFirstPage + vcpu, vcpus, pages);
    }

    long page(long index) {
        assert index >= 0 && index < pageCount : index;
        return firstPage + index * stride;
    }
}
