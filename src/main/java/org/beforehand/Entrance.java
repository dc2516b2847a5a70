package org.beforehand;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcRegistrations;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What every request passes before it reaches a page, the API or a route. */
@Configuration(proxyBeanMethods = false)
class Entrance {

  @Bean
  FilterRegistrationBean<Filter> whoMayAsk(
      @Value("${beforehand.api-token:#{null}}") @Nullable String token) {
    return at(Ordered.HIGHEST_PRECEDENCE, new WhoMayAsk(token));
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

  /**
   * One address may be a route's for one method and a page's for another. Camel's own mapping
   * answers 405 to a method it does not know, so ours is asked first, and passes on what it does
   * not know.
   */
  @Bean
  WebMvcRegistrations pagesBeforeRoutes() {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new RequestMappingHandlerMapping() {
          @Override
          public int getOrder() {
            return -2;
          }

          @Override
          protected @Nullable HandlerMethod handleNoMatch(
              Set<RequestMappingInfo> infos, String path, HttpServletRequest request) {
            return null;
          }
        };
      }
    };
  }
}
