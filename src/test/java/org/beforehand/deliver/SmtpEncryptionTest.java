package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay proves who it is, or it gets neither password nor mail. */
class SmtpEncryptionTest {

  private static final String PASSWORD = "not-a-secret";

  @TempDir Path folder;
  private SSLContext before;
  private SSLContext localhost;
  private SmtpPeer peer;

  @BeforeEach
  void start() throws Exception {
    before = SSLContext.getDefault();
    localhost = contextFor("localhost");
    peer = SmtpPeer.start().offerTls(localhost);
  }

  @AfterEach
  void stop() {
    SSLContext.setDefault(before);
    peer.close();
  }

  private Delivery carryTo(String host) {
    String url =
        "smtp://user:secret@" + host + ":" + peer.port() + "?from=a@b.example&starttls=required";
    try (SmtpCarrier carrier = new SmtpCarrier(SmtpSettings.parse(url))) {
      return carrier.carry(Mails.to("kari@example.com", "1@example.com"));
    }
  }

  @Test
  void a_relay_we_trust_under_its_own_name_gets_the_mail_encrypted() {
    SSLContext.setDefault(localhost);
    assertThat(carryTo("localhost")).isInstanceOf(Delivery.Accepted.class);
    assertThat(peer.commands()).containsSequence("STARTTLS", "(TLSv1.3)");
  }

  @Test
  void a_relay_with_a_certificate_for_another_name_gets_nothing() {
    SSLContext.setDefault(localhost);
    assertThat(carryTo("127.0.0.1")).isInstanceOf(Delivery.TryLater.class);
    nothingWasSaid();
  }

  @Test
  void a_relay_nobody_vouches_for_gets_nothing() {
    assertThat(carryTo("localhost")).isInstanceOf(Delivery.TryLater.class);
    nothingWasSaid();
  }

  private void nothingWasSaid() {
    assertThat(peer.count()).isZero();
    assertThat(peer.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
  }

  /** A key and a certificate for {@code name}, trusted by the same context. */
  private SSLContext contextFor(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    ours.init(keys, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("peer", keys.getCertificate("peer"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(ours.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
