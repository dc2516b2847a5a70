package org.beforehand.studio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes outcomes as JSON Lines, always the same fields in the same order. */
final class FateLines implements AutoCloseable {

  private final JsonGenerator json;

  FateLines(OutputStream out) throws IOException {
    this.json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  void write(Fate fate) throws IOException {
    json.writeStartObject();
    text("at", fate.at());
    text("customer", fate.customer());
    text("campaign", fate.campaign());
    text("rule", fate.rule());
    text("action", fate.action());
    text("channel", fate.channel());
    text("purpose", fate.purpose());
    text("key", fate.key());
    text("template", fate.template());
    text("locale", fate.locale());
    outcome(fate);
    text("revision", fate.revision());
    variant(fate);
    json.writeEndObject();
  }

  void write(Change change) throws IOException {
    Fate either = change.either();
    json.writeStartObject();
    text("change", change.kind().word());
    text("customer", either.customer());
    text("campaign", either.campaign());
    text("action", either.action());
    text("key", either.key());
    side("before", change.before());
    side("after", change.after());
    json.writeEndObject();
  }

  private void side(String name, @Nullable Fate fate) throws IOException {
    if (fate == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    text("rule", fate.rule());
    text("channel", fate.channel());
    text("template", fate.template());
    text("locale", fate.locale());
    outcome(fate);
    variant(fate);
    json.writeEndObject();
  }

  /** Only where a campaign has variants: the other lines have the fields they always had. */
  private void variant(Fate fate) throws IOException {
    if (fate.variant() != null) {
      json.writeStringField("variant", fate.variant());
    }
  }

  private void outcome(Fate fate) throws IOException {
    text("due", fate.due());
    text("verdict", fate.verdict());
    text("gate", fate.gate());
    text("reason", fate.reason());
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }

  private void text(String name, @Nullable Instant value) throws IOException {
    text(name, value == null ? null : value.toString());
  }

  /** Ends the last line. */
  @Override
  public void close() throws IOException {
    boolean some = json.getOutputContext().getEntryCount() > 0;
    if (some) {
      json.writeRaw('\n');
    }
    json.close();
  }
}
