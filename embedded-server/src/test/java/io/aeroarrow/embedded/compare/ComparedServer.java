package io.aeroarrow.embedded.compare;

import io.aeroarrow.embedded.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends requests, several at a time, and describes the answers. */
final class ComparedServer implements AutoCloseable {
    private static final Duration BUILD_TIME = Duration.ofSeconds(10);

    private final RawConnection connection;

    ComparedServer(String host, int port) throws IOException {
        this.connection = new RawConnection(host, port);
    }

    /**
     * Deletes what an earlier run left, and creates the indexes of queries.
     *
     * @throws IOException if the indexes are not there in time, as on a server that still starts
     */
    void prepare(String set) throws IOException {
        List<ComparedRequest> requests = new ArrayList<>(QueryRequests.indexes(set));
        for (String suffix : List.of("", "-jobs", "-queries")) {
            requests.add(ComparedRequest.ofInfo("truncate:namespace=test;set=" + set + suffix));
        }
        send(requests);
        List<String> unused = answers(requests);
        List<ComparedRequest> progress = QueryRequests.progress(set);
        long end = System.nanoTime() + BUILD_TIME.toNanos();
        List<String> built;
        do {
            if (System.nanoTime() > end) {
                throw new IOException("the indexes of set " + set + " are not built");
            }
            send(progress);
            built = answers(progress);
        } while (!built.stream().allMatch(answer -> answer.contains("load_pct=100")));
    }

    /** Sends requests without waiting for answers. */
    void send(List<ComparedRequest> requests) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        requests.forEach(request -> request.writeTo(frames));
        connection.send(frames.toByteArray());
    }

    /** Reads the answers to sent requests. If the last one starts a job, waits for its end. */
    List<String> answers(List<ComparedRequest> requests) throws IOException {
        List<String> answers = new ArrayList<>();
        for (ComparedRequest request : requests) {
            answers.add(answer(request.ending()));
        }
        long job = requests.get(requests.size() - 1).job();
        if (job != 0) {
            awaitEnd(job);
        }
        return answers;
    }

    private String answer(ComparedRequest.Ending ending) throws IOException {
        byte[] frame = connection.readFrame();
        if (ending == ComparedRequest.Ending.INFO) {
            return AnswerText.info(frame);
        }
        List<String> rows = new ArrayList<>(AnswerText.messages(frame));
        while (!ending.isEnd(frame)) {
            frame = connection.readFrame();
            rows.addAll(AnswerText.messages(frame));
        }
        // Rows of several partitions or batch threads have no order.
        rows.sort(null);
        return String.join("; ", rows);
    }

    private void awaitEnd(long job) throws IOException {
        String status;
        do {
            connection.send(ComparedMessage.info("query-show:id=" + Long.toUnsignedString(job) + "\n"));
            status = AnswerText.info(connection.readFrame());
        } while (status.contains("status=active"));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
