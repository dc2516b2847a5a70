package org.beforehand;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints at the end of the build where its time went. */
public final class SlowestTests implements TestExecutionListener {
  private static final int SHOWN = 10;

  private final Map<String, Long> started = new ConcurrentHashMap<>();
  private final Map<String, Duration> took = new ConcurrentHashMap<>();

  @Override
  public void executionStarted(TestIdentifier test) {
    started.put(test.getUniqueId(), System.nanoTime());
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Long start = started.remove(test.getUniqueId());
    if (start != null && test.getSource().orElse(null) instanceof ClassSource source) {
      took.merge(
          source.getClassName(), Duration.ofNanos(System.nanoTime() - start), Duration::plus);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    StringBuilder list = new StringBuilder("The slowest test classes:");
    took.entrySet().stream()
        .sorted(Map.Entry.<String, Duration>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            test ->
                list.append(
                    String.format(
                        "%n%7.1f s  %s", test.getValue().toMillis() / 1000.0, test.getKey())));
    System.out.println(list);
  }
}
