package io.aeroarrow.embedded.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reads, writes and deletes of one record under all policies. */
final class RandomRecordRequests implements RequestSource {
    private static final int REQUESTS = 12;

    @Override
    public List<ComparedRequest> requests(Random random, byte[] digest, String set) {
        RandomPolicy policy = new RandomPolicy(random);
        List<ComparedRequest> requests = new ArrayList<>();
        requests.add(ComparedRequest.delete(set, digest));
        for (int i = 0; i < REQUESTS; i++) {
            ComparedMessage message = ComparedMessage.ofRecord(set, digest);
            String description = policy.key(message) + policy.fill(message);
            requests.add(ComparedRequest.of(message, description));
            requests.add(ComparedRequest.get(set, digest));
        }
        requests.add(ComparedRequest.delete(set, digest));
        return requests;
    }
}
