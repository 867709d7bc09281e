package io.aeroarrow.files.internal.ipc;

import io.aeroarrow.files.internal.output.BatchWriter;
import java.io.IOException;
import java.util.Optional;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;

/** Wraps one of Arrow's writers. Unlike them, it does not write the end of the file if it is closed early. */
final class IpcBatchWriter implements BatchWriter {

    private final ArrowWriter writer;
    private final OutputStreamChannel channel;
    private boolean finished;

    IpcBatchWriter(ArrowWriter writer, OutputStreamChannel channel) throws IOException {
        this.writer = writer;
        this.channel = channel;
        writer.start();
    }

    static ArrowWriter stream(ArrowReader source, OutputStreamChannel channel, CodecType codec) throws IOException {
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
            channel.discardRest();
        }
        writer.close();
    }
}
