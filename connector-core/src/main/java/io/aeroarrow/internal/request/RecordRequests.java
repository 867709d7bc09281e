package io.aeroarrow.internal.request;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** A batch of any commands. */
public record RecordRequests(List<RecordRequest> requests) implements BatchCommands {

    public RecordRequests {
        requests = List.copyOf(requests);
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
    public void writeRow(int key, ByteBuf rows) {
        rows.writeInt(key);
        requests.get(key).writeRow(rows);
    }
}
