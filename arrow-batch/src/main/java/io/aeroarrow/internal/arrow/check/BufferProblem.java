package io.aeroarrow.internal.arrow.check;

/**
 * Describes why a vector's buffers cannot be read.
 *
 * @param element the first element that cannot be read
 * @param text what is wrong, as the end of a sentence that begins with the element
 */
record BufferProblem(int element, String text) {

    /** Returns the same problem, seen from a vector that has the damaged vector as its child. */
    BufferProblem in(String child, int parentElement) {
        return new BufferProblem(parentElement, "its child '" + child + "' " + text);
    }
}
