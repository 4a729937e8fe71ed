package souk.client.api;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A digest that names a blob: its CID, {@code null} for none. */
@JacksonAnnotationsInside
@JsonSerialize(using = BlobForm.Writer.class)
@JsonDeserialize(using = BlobForm.Reader.class)
@Retention(RetentionPolicy.RUNTIME)
@interface Blob {}
