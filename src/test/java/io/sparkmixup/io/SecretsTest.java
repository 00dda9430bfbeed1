package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets in the open are refused, and get into no report. */
class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3a://KEY:SECRET@bucket/x                   | s3a://[redacted]@bucket/x
          --input=s3a://KEY:SE/CRET@bucket/x          | --input=s3a://[redacted]@bucket/x
          url=jdbc:postgresql://h/db?user=a&password=p| url=jdbc:postgresql://h/db?user=a&password=[redacted]
          jdbc:sqlserver://h;user=a;Pwd=p;encrypt=true| jdbc:sqlserver://h;user=a;Pwd=[redacted];encrypt=true
          https://a.blob/x?sv=1&sig=abc%3D&se=2       | https://a.blob/x?sv=1&sig=[redacted]&se=2
          jdbc:oracle:thin:scott/tiger@//h:1521/shop  | jdbc:oracle:thin:[redacted]@//h:1521/shop
          url=jdbc:postgresql://h/db?sslpassword=p    | url=jdbc:postgresql://h/db?sslpassword=[redacted]
          password=tiger                              | password=[redacted]
          db.pass=tiger                               | db.pass=[redacted]
          --input-option=fs.s3a.secret.key=tiger      | --input-option=fs.s3a.secret.key=[redacted]
          --output-option=api_key=a=b                 | --output-option=api_key=[redacted]
          --input-option=Authorization=Bearer x       | --input-option=Authorization=[redacted]
          """)
  void areTakenOut(String word, String safe) {
    assertThat(Secrets.redacted(List.of(word))).containsExactly(safe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sslPassword | tiger                                  | a secret in the open
          pass        | tiger                                  | a secret in the open
          SIG         | abc                                    | a secret in the open
          auth        | abc                                    | a secret in the open
          http.Authorization | Bearer x                        | a secret in the open
          url         | jdbc:postgresql://h/db?sslpassword=p   | a password within a URL
          url         | jdbc:oracle:thin:scott/tiger@//h:1/db  | a password within a URL
          url         | jdbc:mysql://u:p@h/db                  | a password within a URL
          path        | https://a.blob/x?sv=1&sig=abc          | a password within a URL
          """)
  void areRefusedInOptions(String key, String value, String why) {
    assertThatThrownBy(() -> Secrets.refuseLiterals("--input-option", Map.of(key, value)))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--input-option " + key + ": " + why)
        .hasMessageNotContaining(value);
    Secrets.refuseLiterals("--input-option", Map.of(key, "@env:NAME"));
  }

  @ParameterizedTest
  @CsvSource({
    "compass, north",
    "author, austen",
    "fs.azure.account.auth.type, OAuth",
    "user, scott",
    "url, jdbc:oracle:thin:@//h:1521/shop",
    "url, jdbc:postgresql://db:5432/shop?user=a@b"
  })
  void whatIsNoSecretIsTaken(String key, String value) {
    Secrets.refuseLiterals("--input-option", Map.of(key, value));
  }

  @Test
  void whatIsNoSecretStays() {
    List<String> words =
        List.of(
            "synthesize",
            "--input-option",
            "password=@env:DB_PASSWORD",
            "--input-option=password=@file:/run/secrets/db",
            "url=jdbc:postgresql://127.0.0.1:5432/shop",
            "dbtable=people",
            "hdfs://namenode:8020/user/a",
            "s3a://bucket/a@b:c",
            "url=jdbc:postgresql://db:5432/shop?user=a@b",
            "url=jdbc:oracle:thin:@//h:1521/shop",
            "compass=north",
            "passes=3",
            "token=",
            "--sql=select * from input where token = 'x' and a >= 1",
            "--copy=password_age,year");
    assertThat(Secrets.redacted(words)).isEqualTo(words);
  }
}
