package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads may be the first to ask for a holiday, right after the program has started. */
class HolidaysAtOnceTest {
  private static final List<String> COUNTRIES =
      List.of("NO", "SE", "FI", "EE", "GB", "DE", "FR", "DK");

  @Test
  void whoever_asks_first_is_answered_by_all_threads() throws Exception {
    for (int start = 0; start < 5; start++) {
      assertThat(answers()).hasSize(COUNTRIES.size()).containsOnly(true);
    }
  }

  /** Of classes that nobody has used before. */
  private static List<Object> answers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(COUNTRIES.size());
    try (URLClassLoader fresh =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Method on =
          fresh
              .loadClass(PublicHolidays.class.getName())
              .getDeclaredMethod("on", LocalDate.class, String.class);
      on.setAccessible(true);
      CountDownLatch together = new CountDownLatch(COUNTRIES.size());
      List<Future<Object>> asked = new ArrayList<>();
      for (String country : COUNTRIES) {
        asked.add(
            threads.submit(
                () -> {
                  Thread.currentThread().setContextClassLoader(fresh);
                  together.countDown();
                  together.await();
                  return on.invoke(null, LocalDate.of(2026, 12, 25), country);
                }));
      }
      List<Object> answers = new ArrayList<>();
      for (Future<Object> one : asked) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
