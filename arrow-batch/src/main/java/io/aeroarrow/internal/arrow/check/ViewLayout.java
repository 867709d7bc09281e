package io.aeroarrow.internal.arrow.check;

/**
 * The layout of view vectors. A view has 16 bytes: the length, then either a short value itself, or the first bytes of a
 * longer value, the buffer that holds it, and its offset there.
 */
public final class ViewLayout {

    public static final int VIEW_BYTES = 16;

    /** The longest value that a view holds itself. */
    public static final int MAX_INLINE = 12;

    /** Where a short value begins in its view, or the prefix of a longer value. */
    public static final int VALUE_AT = 4;

    public static final int BUFFER_AT = 8;
    public static final int OFFSET_AT = 12;

    /** The validity buffer and the views precede the buffers of longer values. */
    public static final int BUFFERS_BEFORE = 2;

    private ViewLayout() {}
}
