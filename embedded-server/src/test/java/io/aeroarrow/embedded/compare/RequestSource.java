package io.aeroarrow.embedded.compare;

import java.util.List;
import java.util.Random;

/** Creates the requests of a sequence. They do not depend on answers, so that many can be sent at a time. */
interface RequestSource {
    /**
     * Returns requests that delete what they leave.
     *
     * @param digest the key of the record; a sequence with several records changes its last byte
     */
    List<ComparedRequest> requests(Random random, byte[] digest, String set);
}
