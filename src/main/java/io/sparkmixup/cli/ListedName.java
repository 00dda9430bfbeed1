package io.sparkmixup.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A name of a list that commas separate. One with a comma stands in double quotes, at which picocli
 * does not split, and which are taken away here.
 */
final class ListedName implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    boolean opened = value.startsWith("\"");
    if (opened && (value.length() == 1 || !value.endsWith("\""))) {
      throw new TypeConversionException(value + ": the double quote at its start is not closed");
    }
    return opened ? value.substring(1, value.length() - 1) : value;
  }
}
