package io.sparkmixup.mixing;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.plan.SoftLabel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that options add after the input's: whether a row is synthetic, its lineage, and the
 * weights of the classes of its parents. A row is named by its id columns, else by its key in
 * hexadecimal digits.
 */
public final class AddedColumns {

  /** False in original rows. */
  public static final String SYNTHETIC = "synthetic";

  /** Names the primary; with several id columns one column for each, {@code mixup_primary_id}. */
  public static final String PRIMARY = "mixup_primary";

  /** Names the partner in the same way; null where there is none. */
  public static final String PARTNER = "mixup_partner";

  /** The weight of the primary, lambda; 1 where there is no partner. */
  public static final String WEIGHT = "mixup_weight";

  /** What an added column holds. */
  enum Content {
    SYNTHETIC,
    PRIMARY,
    PARTNER,
    PRIMARY_KEY,
    PARTNER_KEY,
    WEIGHT,
    SOFT_LABEL
  }

  /**
   * One of them.
   *
   * @param source the id column that it repeats; empty for all others
   * @param soft the class that it is about; null for all others
   */
  record Column(StructField field, Content content, String source, SoftLabel soft)
      implements Serializable {}

  private AddedColumns() {}

  /**
   * The columns that a request adds.
   *
   * @param soft the classes of the label, as far as they are known
   */
  static List<Column> of(
      StructType input, ColumnRoles roles, MixupRequest request, List<SoftLabel> soft) {
    List<Column> added = new ArrayList<>();
    if (request.sizes().originals() == Sizes.Originals.KEPT) {
      added.add(column(SYNTHETIC, DataTypes.BooleanType, Content.SYNTHETIC, ""));
    }
    if (request.extras().contains(Extra.LINEAGE)) {
      parent(PRIMARY, Content.PRIMARY, Content.PRIMARY_KEY, input, roles, added);
      parent(PARTNER, Content.PARTNER, Content.PARTNER_KEY, input, roles, added);
      added.add(column(WEIGHT, DataTypes.DoubleType, Content.WEIGHT, ""));
    }
    if (request.extras().contains(Extra.SOFT_LABELS)) {
      softLabels(roles, soft, added);
    }
    return added;
  }

  /**
   * Refuses columns that are added under the name of one that is written, or by two options.
   *
   * @param written the columns of the input that are
   */
  static void refuseClash(List<StructField> written, List<Column> added) {
    for (Column column : added) {
      for (StructField field : written) {
        refuseClash(field.name(), column);
      }
    }
    // Whether names that differ in case are the same is the session's to say, and looked at there.
    Map<String, String> options = new HashMap<>();
    for (Column column : added) {
      String other = options.putIfAbsent(column.field().name(), option(column));
      if (other != null && !other.equals(option(column))) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "column '%s' is added by %s and by %s: leave one of them out, or rename the label",
                column.field().name(),
                other,
                option(column)));
      }
    }
  }

  /** One column for each class, named after the label and the class. */
  private static void softLabels(ColumnRoles roles, List<SoftLabel> soft, List<Column> to) {
    String label =
        roles
            .classLabel()
            .orElseThrow(
                () ->
                    new RequestException(
                        "--soft-labels: there is no label that is a class: name one with"
                            + " --label"));
    if (roles.within().contains(label)) {
      throw new RequestException(
          "--soft-labels: both parents are of one class of '" + label + "': add --within none");
    }
    Set<String> names = new HashSet<>();
    for (SoftLabel c : soft) {
      String name = label + "_" + c.name();
      if (!names.add(name)) {
        // Text is cut where it is long; short, it can only be like the name for what is missing.
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--soft-labels: two classes would share the column '%s': %s",
                name,
                c.name().equals("null")
                    ? "one is text, one is missing; rename the class, or fill the missing ones"
                    : "give them names that differ early"));
      }
      StructField field = DataTypes.createStructField(name, DataTypes.DoubleType, false);
      to.add(new Column(field, Content.SOFT_LABEL, "", c));
    }
  }

  private static void parent(
      String name, Content ids, Content key, StructType input, ColumnRoles roles, List<Column> to) {
    List<String> idColumns = roles.names(Role.ID);
    if (idColumns.isEmpty()) {
      to.add(column(name, DataTypes.StringType, key, ""));
    }
    for (String id : idColumns) {
      String own = idColumns.size() == 1 ? name : name + "_" + id;
      to.add(column(own, input.apply(id).dataType(), ids, id));
    }
  }

  private static Column column(String name, DataType type, Content content, String source) {
    boolean nullable = content != Content.SYNTHETIC && content != Content.WEIGHT;
    return new Column(DataTypes.createStructField(name, type, nullable), content, source, null);
  }

  private static void refuseClash(String written, Column added) {
    if (lower(written).equals(lower(added.field().name()))) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "column '%s' of the input has the name of one that is added (%s): rename it, or leave"
                  + " it out with --drop",
              written,
              option(added)));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The option that adds a column. */
  private static String option(Column added) {
    return switch (added.content()) {
      case SYNTHETIC -> "--keep-originals";
      case SOFT_LABEL -> "--soft-labels";
      default -> "--lineage";
    };
  }
}
