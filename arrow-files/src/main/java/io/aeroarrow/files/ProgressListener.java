package io.aeroarrow.files;

/** Is told, by the thread that writes, how far it is. What it throws ends the writing. */
@FunctionalInterface
public interface ProgressListener {

    void onProgress(Written soFar);
}
