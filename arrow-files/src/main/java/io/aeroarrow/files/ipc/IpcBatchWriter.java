package io.aeroarrow.files.ipc;

import io.aeroarrow.files.BatchWriter;
import java.io.IOException;
import java.util.Optional;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;

/** One of Arrow's writers, which write their end also when closed without one: not here. */
final class IpcBatchWriter implements BatchWriter {

    private final ArrowWriter writer;
    private final StreamChannel channel;
    private boolean finished;

    IpcBatchWriter(ArrowWriter writer, StreamChannel channel) throws IOException {
        this.writer = writer;
        this.channel = channel;
        writer.start();
    }

    static ArrowWriter stream(ArrowReader source, StreamChannel channel, CodecType codec) throws IOException {
        return new ArrowStreamWriter(
                source.getVectorSchemaRoot(),
                source,
                channel,
                IpcOption.DEFAULT,
                IpcFiles.factory(codec),
                codec,
                Optional.empty());
    }

    @Override
    public void write() throws IOException {
        writer.writeBatch();
    }

    @Override
    public void finish() throws IOException {
        writer.end();
        finished = true;
    }

    @Override
    public void close() {
        if (!finished) {
            channel.giveUp();
        }
        writer.close();
    }
}
