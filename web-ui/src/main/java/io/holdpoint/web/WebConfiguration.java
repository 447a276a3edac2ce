package io.holdpoint.web;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Static files: our own carry a hash of their content in the name, so both may be kept for long.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  private static final CacheControl KEEP = CacheControl.maxAge(Duration.ofDays(365)).cachePublic();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/static/assets/")
        .setCacheControl(KEEP)
        .resourceChain(true)
        .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    registry
        .addResourceHandler("/webjars/htmx*/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(KEEP);
  }

  /** Writes the hashed names into the links of the templates. */
  @Bean
  ResourceUrlEncodingFilter hashedAssetNames() {
    return new ResourceUrlEncodingFilter();
  }
}
