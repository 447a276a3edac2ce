package io.holdpoint.browser;

import io.holdpoint.HoldpointApplication;
import java.io.IOException;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;

/**
 * The application as it is delivered: everything that {@link HoldpointApplication} finds, without
 * what other tests have lying on the same class path.
 */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackageClasses = HoldpointApplication.class)
@ConfigurationPropertiesScan(basePackageClasses = HoldpointApplication.class)
@ComponentScan(
    basePackageClasses = HoldpointApplication.class,
    excludeFilters =
        @Filter(type = FilterType.CUSTOM, classes = DeliveredApplication.NotDelivered.class))
public class DeliveredApplication {

  /** Classes of the tests, and the application class, which would scan anew without this filter. */
  static class NotDelivered implements TypeFilter {

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
      return type.getResource().getURL().getPath().contains("/test-classes/")
          || type.getClassMetadata().getClassName().equals(HoldpointApplication.class.getName());
    }
  }
}
