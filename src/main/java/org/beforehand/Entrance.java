package org.beforehand;

import jakarta.servlet.Filter;
import org.beforehand.studio.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/** What every request passes before it reaches a page, the API or a route. */
@Configuration(proxyBeanMethods = false)
class Entrance {

  @Bean
  FilterRegistrationBean<Filter> whoMayAsk(
      @Value("${beforehand.api-token:#{null}}") @Nullable String token, Staff staff) {
    return at(Ordered.HIGHEST_PRECEDENCE, new WhoMayAsk(token, new Accounts(staff)));
  }

  @Bean
  FilterRegistrationBean<Filter> bodyLimit(@Value("${beforehand.max-body}") DataSize most) {
    return at(Ordered.HIGHEST_PRECEDENCE + 1, new BodyLimit(Math.toIntExact(most.toBytes())));
  }

  private static FilterRegistrationBean<Filter> at(int order, Filter filter) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }
}
