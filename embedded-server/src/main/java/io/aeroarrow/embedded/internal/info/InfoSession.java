package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.security.AccessControl;
import java.util.Base64;

/** The state of the info commands of one connection. */
public final class InfoSession {
    private final String serverAddress;
    private final AccessControl access;
    private boolean userAgentSet;

    /**
     * @param serverAddress the server's address as the client reached it
     * @param access the client's permissions
     */
    public InfoSession(String serverAddress, AccessControl access) {
        this.serverAddress = serverAddress;
        this.access = access;
    }

    AccessControl access() {
        return access;
    }

    String serverAddress() {
        return serverAddress;
    }

    String setUserAgent(InfoRequest request) {
        if (userAgentSet) {
            return InfoError.of(4, "already set");
        }
        String value = request.required(Integer.MAX_VALUE, "value");
        try {
            Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            return InfoError.of(4, "'value' invalid base64");
        }
        userAgentSet = true;
        return "ok";
    }
}
