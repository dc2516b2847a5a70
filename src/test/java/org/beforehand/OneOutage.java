package org.beforehand;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.beforehand.intake.Corridor;

/** An outage of one circuit, told and ended; for those who ask about it afterwards. */
public final class OneOutage {

  private OneOutage() {}

  /**
   * Kari hears that it is down and that it is back. Ola said no, Aino has no address, and Siv
   * depends on another circuit. It is noon.
   */
  public static Corridor played() {
    Map<String, String> files = new TreeMap<>(RuleFolder.read(Path.of("rules")).files());
    files.keySet().removeIf(file -> file.contains("/") && !file.matches("(outage|shared).*"));
    files.remove("shared/definitions.dslr");
    Corridor corridor = Corridor.open("2026-03-12T10:00:00Z", RuleFolder.of(files));
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:1");
    corridor.post("message.unsubscribed", "customer:ola", Map.of("purpose", "service"));
    corridor.customer(Map.of("id", "aino", "scopes", List.of("circuit:1")));
    corridor.customer("siv", "circuit:2");
    corridor.post(
        "incident.opened",
        "incident:I7",
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
    corridor.advance(Duration.ofMinutes(30));
    corridor.post("incident.restored", "incident:I7", Map.of());
    corridor.advance(Duration.ofMinutes(30));
    return corridor;
  }
}
