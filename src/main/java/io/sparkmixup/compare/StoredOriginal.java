package io.sparkmixup.compare;

import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.similarity.StoredColumns;
import io.sparkmixup.survey.Survey;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an original whose rows are not at hand.
 *
 * @param roles of its columns
 * @param rows how many there are
 * @param dimensions the components of mixed columns, about their means
 * @param places of these components in the moments of {@code columns}
 * @param notFollowed how many components of mixed columns have no moments
 * @param classes of the label, the most frequent first; empty where they were too many to be
 *     counted, a list of none where there is no label
 * @param columns its columns and their moments
 */
public record StoredOriginal(
    ColumnRoles roles,
    long rows,
    Dimensions dimensions,
    List<Integer> places,
    long notFollowed,
    Optional<List<Survey.ClassSize>> classes,
    StoredColumns columns) {}
