package org.beforehand.intake;

import java.time.InstantSource;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.actuate.health.CamelAvailabilityCheckAutoConfiguration;
import org.apache.camel.spring.boot.actuate.health.CamelHealthCheckAutoConfiguration;
import org.apache.camel.spring.boot.security.CamelSSLAutoConfiguration;
import org.beforehand.goodwill.Codes;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the routes stand on, and what they call by name. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  CamelAutoConfiguration.class,
  CamelHealthCheckAutoConfiguration.class,
  CamelAvailabilityCheckAutoConfiguration.class,
  CamelSSLAutoConfiguration.class
})
public class RouteBeans {

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

  @Bean
  FulfilmentRoutes fulfilmentRoutes(CamelContext camel, Codes codes) {
    return new FulfilmentRoutes(camel, codes::of);
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
