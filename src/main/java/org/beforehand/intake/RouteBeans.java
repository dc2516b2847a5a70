package org.beforehand.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.actuate.health.CamelAvailabilityCheckAutoConfiguration;
import org.apache.camel.spring.boot.actuate.health.CamelHealthCheckAutoConfiguration;
import org.apache.camel.spring.boot.security.CamelSSLAutoConfiguration;
import org.beforehand.goodwill.Codes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the routes stand on, and what they call by name. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  CamelAutoConfiguration.class,
  CamelHealthCheckAutoConfiguration.class,
  CamelAvailabilityCheckAutoConfiguration.class,
  CamelSSLAutoConfiguration.class
})
public class RouteBeans {

  private static final Duration FULFILMENT_PATIENCE = Duration.ofSeconds(10);

  @Bean
  HttpDoor httpDoor(Intake intake, Gatherer gatherer, InstantSource clock) {
    return new HttpDoor(
        new EventPosts(intake, gatherer, clock),
        new CustomerPuts(gatherer, clock, () -> UUID.randomUUID().toString()));
  }

  @Bean
  ServletRegistrationBean<RouteServlet> routeServlet() {
    ServletRegistrationBean<RouteServlet> servlet =
        new ServletRegistrationBean<>(new RouteServlet(), "/api/*");
    // The name by which Camel's component looks for its servlet.
    servlet.setName("CamelServlet");
    servlet.setLoadOnStartup(1);
    return servlet;
  }

  /** The names by which the routes call these two are the methods'. */
  @Bean
  FulfilmentPost billing(@Value("${beforehand.billing-url:}") String address) {
    return FulfilmentPost.to(address, FULFILMENT_PATIENCE);
  }

  @Bean
  FulfilmentPost voucherShop(@Value("${beforehand.voucher-url:}") String address) {
    return FulfilmentPost.to(address, FULFILMENT_PATIENCE);
  }

  @Bean
  FulfilmentRoutes fulfilmentRoutes(CamelContext camel, JdbcClient db) {
    return new FulfilmentRoutes(camel, new Codes(db)::of);
  }

  @Bean
  RouteErrors routeErrors() {
    return new RouteErrors();
  }

  @Bean
  HeaderFilterStrategy noHeaders() {
    return new NoHeaders();
  }
}
