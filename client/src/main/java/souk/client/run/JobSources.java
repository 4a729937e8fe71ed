package souk.client.run;

import souk.client.blob.BlobSource;
import souk.client.turn.StateSource;

/**
 * Where what a job names comes from.
 *
 * @param blobs module, input, arguments and mounts
 * @param states the states that agents go on from
 */
public record JobSources(BlobSource blobs, StateSource states) {}
