package io.aeroarrow.internal.scan;

/** A range of digests in descending order, both ends included. */
record DigestRange(DigestPoint first, DigestPoint last) {

    boolean contains(DigestPoint digest) {
        return digest.compareTo(first) <= 0 && digest.compareTo(last) >= 0;
    }
}
