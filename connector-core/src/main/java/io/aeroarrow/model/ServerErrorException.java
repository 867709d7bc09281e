package io.aeroarrow.model;

/** A node answered with an error. */
public final class ServerErrorException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    private final int resultCode;

    /**
     * @param resultCode the code the node answered with, see {@link ResultCode}
     * @param what what was asked, and of which node
     */
    public ServerErrorException(int resultCode, String what) {
        super(what + " failed: " + ResultCode.describe(resultCode), null);
        this.resultCode = resultCode;
    }

    /** The code that the node answered with. */
    public int resultCode() {
        return resultCode;
    }
}
