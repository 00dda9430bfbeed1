package io.sparkmixup.cli;

import io.sparkmixup.plan.QuotedName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A name of a list that commas separate. One with a comma stands in double quotes, at which picocli
 * does not split, and which are taken away here.
 */
final class ListedName implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    return QuotedName.unquoted(value)
        .orElseThrow(() -> new TypeConversionException(value + ": " + QuotedName.NOT_CLOSED));
  }
}
