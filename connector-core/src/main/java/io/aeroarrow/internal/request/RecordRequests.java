package io.aeroarrow.internal.request;

import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.model.Key;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.RecordCommand;
import io.aeroarrow.policy.ReadRouting;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch of any commands. */
public record RecordRequests(List<RecordRequest> requests) implements BatchCommands {

    public RecordRequests {
        requests = List.copyOf(requests);
    }

    /**
     * Prepares the entries of a batch. What neighbouring entries share is prepared once.
     *
     * @param routing the replicas that reads may ask
     */
    public static RecordRequests of(List<BatchEntry> entries, ReadRouting routing) {
        List<RecordRequest> requests = new ArrayList<>(entries.size());
        KeyDigester digester = new KeyDigester("");
        @Nullable RecordCommand command = null;
        @Nullable CommandOps ops = null;
        for (BatchEntry entry : entries) {
            Key key = entry.key();
            if (!digester.isOf(key.set())) {
                digester = new KeyDigester(key.set());
            }
            // The values of writes differ anyway, and may be long to compare.
            if (ops == null || entry.command().writes() || !entry.command().equals(command)) {
                ops = CommandOps.of(entry.command());
                command = entry.command();
            }
            requests.add(new RecordRequest(
                    key, entry.command().writes(), entry.policy(), routing, digester.digestOf(key), ops));
        }
        return new RecordRequests(requests);
    }

    @Override
    public int count() {
        return requests.size();
    }

    @Override
    public String namespace(int key) {
        return requests.get(key).key().namespace();
    }

    @Override
    public String set(int key) {
        return requests.get(key).key().set();
    }

    @Override
    public int partition(int key) {
        return requests.get(key).partition();
    }

    @Override
    public boolean writes(int key) {
        return requests.get(key).writes();
    }

    @Override
    public boolean deletes(int key) {
        return requests.get(key).deletes();
    }

    @Override
    public String digestInHex(int key) {
        return requests.get(key).digestInHex();
    }

    @Override
    public void writeRow(int key, int previous, ByteBuf rows) {
        rows.writeInt(key);
        RecordRequest request = requests.get(key);
        if (previous >= 0 && request.readsAs(requests.get(previous))) {
            request.writeRepeatedRow(rows);
        } else {
            request.writeRow(rows);
        }
    }
}
