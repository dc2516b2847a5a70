package org.beforehand.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where a feed is read: an address, asked with conditions, or a file. Bounded in time and size. */
final class FeedSource {
  private static final int LARGEST = 16 * 1024 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final @Nullable Path file;
  private final @Nullable URI address;
  private final @Nullable HttpClient client;
  private final Duration patience;

  /** What asking gave. */
  sealed interface Fetched {
    /** A document; perhaps not all of it. */
    record Body(byte[] bytes, @Nullable String etag, @Nullable String modified)
        implements Fetched {}

    /** The same as last time. */
    record Same() implements Fetched {}

    /** Nothing that could be compared. */
    record Failed(String reason) implements Fetched {}
  }

  private FeedSource(@Nullable Path file, @Nullable URI address, Duration patience) {
    this.file = file;
    this.address = address;
    this.patience = patience;
    this.client =
        address == null
            ? null
            : HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT)
                .build();
  }

  /**
   * @param patience for a whole answer
   * @throws IllegalArgumentException saying what was expected; without the address, which may hold
   *     a password
   */
  static FeedSource at(String address, Duration patience) {
    try {
      if (address.startsWith("file:")) {
        String path = address.substring("file:".length());
        return new FeedSource(
            path.startsWith("///") ? Path.of(URI.create(address)) : Path.of(path), null, patience);
      }
      URI uri = new URI(address);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return new FeedSource(null, uri, patience);
      }
    } catch (URISyntaxException | InvalidPathException unlike) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "expected an address such as https://grid.example/outages.json, or file:PATH");
  }

  /** Asks; the conditions are those of the last good answer. */
  Fetched fetch(@Nullable String etag, @Nullable String modified) throws InterruptedException {
    return file == null ? ask(etag, modified) : read(file);
  }

  private static Fetched read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST ? tooLarge() : new Fetched.Body(bytes, null, null);
    } catch (NoSuchFileException none) {
      return new Fetched.Failed("there is no such file");
    } catch (IOException unreadable) {
      return new Fetched.Failed("the file cannot be read: " + kind(unreadable));
    }
  }

  private Fetched ask(@Nullable String etag, @Nullable String modified)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(java.util.Objects.requireNonNull(address))
            .timeout(patience)
            .header("accept", "application/json, */*;q=0.1")
            .header("user-agent", "beforehand");
    if (etag != null) {
      request.header("if-none-match", etag);
    }
    if (modified != null) {
      request.header("if-modified-since", modified);
    }
    CompletableFuture<HttpResponse<Collected>> asked =
        java.util.Objects.requireNonNull(client)
            .sendAsync(request.build(), head -> new Collector(head.statusCode() == 200));
    try {
      // The request's own time ends with the head of the answer; this one with the last byte.
      return fetched(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      asked.cancel(true);
      return new Fetched.Failed("no whole answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      return new Fetched.Failed("no answer: " + kind(cause));
    }
  }

  private static Fetched fetched(HttpResponse<Collected> answer) {
    if (answer.statusCode() == 304) {
      return new Fetched.Same();
    }
    if (answer.statusCode() != 200) {
      return new Fetched.Failed("answered " + answer.statusCode());
    }
    return answer.body().tooLarge()
        ? tooLarge()
        : new Fetched.Body(
            answer.body().bytes(),
            answer.headers().firstValue("etag").orElse(null),
            answer.headers().firstValue("last-modified").orElse(null));
  }

  private static Fetched tooLarge() {
    return new Fetched.Failed("it is larger than 16 MB");
  }

  /** Class and no more: a message may hold the address, and the address a password. */
  private static String kind(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  /** As much of an answer as came. */
  private record Collected(byte[] bytes, boolean tooLarge) {}

  /**
   * Keeps what comes, up to the limit. An answer that stops before its end is kept as far as it
   * came: its rows count, and that it is not whole shows when it is read.
   */
  private static final class Collector implements BodySubscriber<Collected> {
    private final boolean wanted;
    private final CompletableFuture<Collected> done = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    Collector(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public CompletionStage<Collected> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (!wanted || done.isDone()) {
          part.position(part.limit());
        } else if (bytes.size() + part.remaining() > LARGEST) {
          done.complete(new Collected(new byte[0], true));
          java.util.Objects.requireNonNull(subscription).cancel();
        } else {
          byte[] read = new byte[part.remaining()];
          part.get(read);
          bytes.write(read, 0, read.length);
        }
      }
    }

    @Override
    public void onError(Throwable cut) {
      onComplete();
    }

    @Override
    public void onComplete() {
      done.complete(new Collected(bytes.toByteArray(), false));
    }
  }
}
